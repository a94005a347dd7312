// Who lies here, in which phase, how far the infusion is. Never scrolls away.

import { awayState, awayText } from "../absence.js";
import { h, setAttribute, setText } from "../dom.js";
import { infusionMinutes, minutes, timeOfDay } from "../format.js";
import { infusionClock, sameInitials } from "../infusion.js";
import { LiveElement } from "../live/element.js";
import { freeWords, isOpen } from "../session-words.js";
import { PHASE_NAMES } from "../words.js";

/** @typedef {import("../wire.js").Session} Session */

export class BedHeader extends LiveElement {
  /** @param {import("../live/live.js").Live} live @param {string} bed @param {string} person */
  constructor(live, bed, person) {
    super(live);
    this.bed = bed;
    this.person = person;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "history" && change.kind !== "vitals";
  }

  build() {
    this.who = h("h1");
    this.facts = h("span", { class: "quiet" });
    this.phase = h("b", { class: "phase-chip" });
    this.clock = h("span", { class: "clock", role: "timer" });
    this.notLive = h("span", { class: "not-live-word" });
    const person = h("span", { class: "quiet person" }, this.person);
    this.append(this.who, this.facts, this.notLive, this.phase, this.clock, person);
  }

  paint() {
    const bed = this.live.state.beds.get(this.bed);
    const { who, facts, phase, clock, notLive } = this;
    if (!who || !facts || !phase || !clock || !notLive) return;
    const session = bed?.session ?? null;
    const name = `Bed ${bed?.label || this.bed}`;
    setText(who, session ? `${name} · ${session.patient.initials}` : name);
    setText(
      facts,
      session
        ? this.#factsOf(session)
        : bed
          ? `free · ${freeWords(bed, this.live.now()).text}`
          : "",
    );
    setAttribute(this, "data-phase", session ? session.phase : null);
    setText(notLive, session?.simulated && !this.live.state.simulation ? "SIMULATED" : "");
    const now = this.live.link === "lost" ? null : this.live.now();
    setText(phase, session ? phaseText(session) : "");
    setAttribute(phase, "data-off", session && now !== null ? awayState(session, now) : null);
    setText(clock, session && now !== null ? clockText(session, now) : "");
    document.title = session ? `${name} · ${session.patient.initials} · Vigil` : `${name} · Vigil`;
  }

  /** @param {Session} session */
  #factsOf(session) {
    const { birth_year, sex, weight_kg, identifier } = session.patient;
    const twin = sameInitials(this.live.state.beds.values()).has(this.bed) ? "≠ " : "";
    const born = `${twin}${birth_year ?? ""} ${sex ?? ""}`.trim();
    const weight = weight_kg === null ? "" : `${weight_kg} kg`;
    return [born, weight, identifier ?? "", `${session.dose.mg} mg`].filter(Boolean).join(" · ");
  }
}

/** @param {Session} session */
function phaseText(session) {
  if (session.off_monitor) return session.paused ? "OFF MONITOR · PAUSED" : "OFF MONITOR";
  return (session.paused ? "Infusion paused" : PHASE_NAMES[session.phase]).toUpperCase();
}

/** @param {Session} session @param {number} now */
function clockText(session, now) {
  if (!isOpen(session)) return "";
  if (session.off_monitor) return awayText(session, now);
  const { infused, planned, left, reached, pausedFor, sinceStop, sinceStart, end } = infusionClock(
    session,
    now,
  );
  if (session.phase === "infusion") {
    const ran = `${infusionMinutes(Math.min(infused, planned))} of ${infusionMinutes(planned)}`;
    if (pausedFor !== null) return `${ran} · since ${minutes(pausedFor)}`;
    if (reached) return `${infusionMinutes(planned)} reached · confirm pump finished`;
    return `${ran} · ${infusionMinutes(left)} left${end === null ? "" : ` · end ${timeOfDay(end)}`}`;
  }
  if (sinceStop === null || sinceStart === null) return "";
  return `${infusionMinutes(sinceStop)} since stop · ${infusionMinutes(sinceStart)} since start`;
}

customElements.define("bed-header", BedHeader);

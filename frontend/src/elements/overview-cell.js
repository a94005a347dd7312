// One bed of the desk's dense overview: the same facts as a tile, in 14 to 28 px.

import { awayLine } from "../absence.js";
import { fold, forCell } from "../alarms/fold.js";
import { alarmNote, alarmsOf, alarmText, cellOf, joined, SYMBOLS } from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { h, setAttribute, setText } from "../dom.js";
import { dueShort } from "../due.js";
import { LiveElement, touches } from "../live/element.js";
import { bedPath } from "../router.js";
import { clockShort, freeWords, isOpen, phaseWord } from "../session-words.js";
import { shownPressure, shownVital } from "../shown.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../wire.js").Bed} Bed */
/** @typedef {import("../wire.js").Session} Session */

export class OverviewCell extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {boolean} links
   */
  constructor(live, bed, links) {
    super(live);
    this.bed = bed;
    this.links = links;
    this.twin = false;
    /** @type {number | null} */ this.tick = null;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    if (change.kind === "time") return this.live.silence(this.bed) > 1500;
    const mine = touches(change, this.bed);
    if (mine && change.kind === "vitals") this.tick = change.at;
    return mine;
  }

  build() {
    this.dataset.bed = this.bed;
    this.name = h("b", { class: "bed-name" });
    this.who = h("span", { class: "who" });
    this.symbol = h("b", { class: "symbol" });
    this.phase = h("span", { class: "phase" });
    this.clock = h("span", { class: "clock" });
    const headLink = {
      class: "cell-head alarm-paint",
      href: this.links ? bedPath(this.bed) : null,
    };
    this.head = h(
      this.links ? "a" : "div",
      headLink,
      this.name,
      this.who,
      this.symbol,
      this.phase,
      this.clock,
    );
    this.values = { spo2: value("spo2", "SpO2"), hr: value("hr", "HR"), bp: value("bp", "BP") };
    const { spo2, hr, bp } = this.values;
    const numbers = h("div", { class: "cell-values" }, spo2.root, hr.root, bp.root);
    this.line = h("div", { class: "cell-line alarm-paint" });
    this.append(this.head, numbers, this.line);
  }

  paint() {
    const bed = this.live.state.beds.get(this.bed);
    if (!bed || !this.line) return;
    const lost = this.live.link === "lost";
    const session = bed.session && isOpen(bed.session) ? bed.session : null;
    const alarms = lost ? [] : alarmsOf(this.live.state.alarms.values(), this.bed);
    const worst = fold(alarms)[0]?.lead;
    setAttribute(this, "data-place", session ? "session" : "free");
    paintAlarm(this, worst);
    this.live.shown(alarms);
    setAttribute(this, "data-simulated", session?.simulated && !this.live.state.simulation);
    this.#paintHead(bed, session, worst);
    this.#paintValues(bed, session, alarms);
    paintAlarm(this.line, worst);
    setText(this.line, this.#lineText(bed, session, alarms));
    if (this.tick !== null) document.documentElement.dataset.painted = String(this.tick);
  }

  /** @param {Bed} bed @param {Session | null} session @param {Alarm | undefined} worst */
  #paintHead(bed, session, worst) {
    const { name, who, symbol, phase, clock } = this;
    if (!name || !who || !symbol || !phase || !clock || !this.head) return;
    paintAlarm(this.head, worst);
    const twin = this.twin ? ` ≠ ${session?.patient.birth_year ?? ""}` : "";
    const now = this.live.now();
    setText(name, bed.label || bed.bed);
    setText(who, session ? session.patient.initials + twin : "free");
    setText(symbol, worst && !worst.retro ? SYMBOLS[worst.priority] : "");
    setText(phase, session ? phaseWord(session, "short") : "");
    const known = session && now !== null && this.live.link !== "lost";
    setText(clock, known ? clockShort(session, now) : "");
  }

  /** @param {Bed} bed @param {Session | null} session @param {Alarm[]} alarms */
  #paintValues(bed, session, alarms) {
    if (!this.values) return;
    const { link, state } = this.live;
    for (const name of /** @type {const} */ (["spo2", "hr", "bp"])) {
      const part = this.values[name];
      part.root.hidden = session === null;
      if (!session) continue;
      const alarm = forCell(alarms.filter((each) => cellOf(each) === name));
      const doubted = alarm?.condition === "unknown";
      const path = { link, silence: this.live.silence(this.bed), rate: state.rate, doubted };
      const { bp } = bed.vitals;
      const shown = name === "bp" ? shownPressure(bp, path) : shownVital(bed.vitals[name], path);
      setText(part.value, shown.text);
      const silent = name !== "bp" && shown.state === "live" && !shown.hand;
      setText(part.age, silent ? "" : shown.note);
      setAttribute(part.value, "data-state", shown.state);
      paintAlarm(part.value, alarm);
    }
  }

  /** @param {Bed} bed @param {Session | null} session @param {Alarm[]} alarms */
  #lineText(bed, session, alarms) {
    const cards = fold(alarms);
    const worst = cards[0]?.lead;
    const more = cards.length > 1 ? ` · +${cards.length - 1}` : "";
    const now = this.live.now();
    if (worst) {
      return joined(alarmText(worst), alarmNote(worst, now)) + more;
    }
    if (this.live.link === "lost") return "";
    if (!session) return freeWords(bed, now).text;
    const away = now === null ? "" : awayLine(session, now, "long");
    if (away) return away;
    if (!bed.monitor?.connected) return "no monitor connected";
    return (now !== null && dueShort(session.due, now)) || "no alarm";
  }
}

/** @param {"spo2" | "hr" | "bp"} vital @param {string} name */
function value(vital, name) {
  const text = h("span", { class: "value alarm-paint", "data-vital": vital });
  const age = h("span", { class: "age" });
  const label = h("span", { class: "label" }, name);
  return { value: text, age, root: h("div", { class: "cell-value" }, label, text, age) };
}

customElements.define("overview-cell", OverviewCell);

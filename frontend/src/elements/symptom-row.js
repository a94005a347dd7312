// What a pressure of an emergency asks at once: is there a sign of organs in danger? And the step to
// think of. One tap records; the infusion is paused on the pump, here it is written down.

import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { SIGNS } from "../symptoms.js";

/** @typedef {import("../alarms/fold.js").Card} Card */
/** @typedef {import("../wire.js").Session} Session */

/** Pressures from which symptoms make it an emergency, mmHg (2025 AHA/ACC: 180 and 120; here 110). */
const ASKED_FROM = { sbp: 180, dbp: 110 };

/** @param {Card} card whether it is about such a pressure */
export function asksForSigns({ lead, lines }) {
  return [lead, ...lines].some(({ vital, direction, value, retro }) => {
    if (retro || direction !== "high" || value === null) return false;
    return (vital === "sbp" || vital === "dbp") && value >= ASKED_FROM[vital];
  });
}

export class SymptomRow extends HTMLElement {
  /** @type {Set<string>} what was recorded from this card */ #recorded = new Set();
  /** @type {Session | null} */ session = null;

  /** @param {import("../live/live.js").Live} live @param {import("../recorder.js").Recorder} recorder */
  constructor(live, recorder) {
    super();
    this.live = live;
    this.recorder = recorder;
    this.row = h("div", { class: "row chips", role: "group", "aria-label": "Signs" });
    this.pause = h("button", {
      type: "button",
      "data-action": "pause-from-card",
      onclick: () => this.#record("pause", {}, "Pump paused"),
    });
    setText(this.pause, "Pump paused, record it");
    this.advice = h("p", {}, "Consider pausing the pump.");
  }

  connectedCallback() {
    this.replaceChildren(h("p", {}, "Any of these?"), this.row, this.advice, this.pause);
  }

  /** @param {Session | null} session */
  show(session) {
    this.session = session;
    keepChildren(
      this.row,
      [...SIGNS],
      ([kind]) => kind,
      () => h("button", { type: "button", class: "chip" }),
      (button, [kind, words]) => {
        setText(button, words);
        setAttribute(button, "data-action", `sign-${kind}`);
        setAttribute(button, "aria-pressed", String(this.#recorded.has(kind)));
        button.onclick = () => this.#sign(kind, words);
      },
    );
    const runs = session?.phase === "infusion" && !session.paused;
    this.advice.hidden = !runs;
    this.pause.hidden = !runs;
  }

  /** @param {string} kind @param {string} words */
  async #sign(kind, words) {
    const said = await this.#record("events", { kind }, words);
    if (said !== "saved") return;
    if (kind === "none") this.#recorded.clear();
    else this.#recorded.delete("none");
    this.#recorded.add(kind);
    this.show(this.session);
  }

  /** @param {string} route @param {object} body @param {string} what */
  async #record(route, body, what) {
    const { session } = this;
    const now = this.live.now();
    if (!session || now === null) return "refused";
    const bed = this.live.state.beds.get(session.bed);
    const { state } = await this.recorder.record({
      path: `/api/sessions/${encodeURIComponent(session.id)}/${route}`,
      body: { ...body, happened_at: Math.floor(now) },
      what,
      who: `${session.patient.initials} · bed ${bed?.label || session.bed}`,
    });
    return state;
  }
}

customElements.define("symptom-row", SymptomRow);

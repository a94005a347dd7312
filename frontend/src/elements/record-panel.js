// The session's clock records and notes: one tap records, what cannot be taken back takes two.

import { recordActions } from "../actions.js";
import { h, keepChildren, replaceChildren, setAttribute, setText } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { isOpen } from "../session-words.js";
import { REFUSALS } from "../words.js";
import { criteriaList } from "./criteria-list.js";
import { gateOverride } from "./gate-override.js";
import { twoStep } from "./two-step.js";

/** @typedef {import("../actions.js").RecordAction} RecordAction */
/** @typedef {import("../wire.js").Session} Session */

const BACK_MINUTES = [0, 1, 2, 5];

export class RecordPanel extends LiveElement {
  #minutesBack = 0;
  /** @type {string | null} the session and place the second step belongs to */ #stepOf = null;

  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {import("../recorder.js").Recorder} recorder
   * @param {boolean} mayOverride a gate that is not passed
   */
  constructor(live, bed, recorder, mayOverride) {
    super(live);
    this.bed = bed;
    this.recorder = recorder;
    this.mayOverride = mayOverride;
    this.buttons = h("div", { class: "record-buttons" });
    this.step = h("div");
    this.problem = h("div", { role: "alert" });
    this.when = this.#whenChoice();
    this.note = this.#noteForm();
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && change.kind !== "time" && touches(change, this.bed);
  }

  build() {
    this.append(h("h2", {}, "Record"), this.when, this.buttons, this.step, this.problem, this.note);
  }

  get session() {
    return this.live.state.beds.get(this.bed)?.session ?? null;
  }

  paint() {
    const { session } = this;
    const lost = this.live.link === "lost";
    this.hidden = session === null;
    if (!session) return;
    if (this.#stepOf !== null && this.#stepOf !== placeOf(session)) this.#endStep();
    const open = isOpen(session);
    this.when.hidden = !open;
    keepChildren(
      this.buttons,
      recordActions(session),
      (action) => action.name,
      () => h("button", { type: "button" }, h("span"), h("small")),
      (button, action) => this.#paintButton(button, action, lost),
    );
  }

  /** @param {HTMLButtonElement} button @param {RecordAction} action @param {boolean} lost */
  #paintButton(button, action, lost) {
    const missing = lost ? "No connection" : action.missing;
    setAttribute(button, "data-action", action.name);
    setAttribute(button, "class", action.primary && !missing ? "primary" : null);
    button.disabled = missing !== "" || button.dataset.sending !== undefined;
    const [label, why] = button.children;
    if (label) setText(label, button.dataset.sending === undefined ? action.label : "Sending …");
    if (why) setText(why, missing);
    button.onclick = () =>
      action.steps === "one tap" ? this.#tap(button, action) : this.#begin(action);
  }

  /** @param {HTMLButtonElement} button @param {RecordAction} action */
  async #tap(button, action) {
    button.dataset.sending = "";
    this.repaint();
    await this.#record(action, action.body);
    delete button.dataset.sending;
    this.repaint();
  }

  /** @param {RecordAction} action */
  #begin(action) {
    const { session } = this;
    if (!session) return;
    this.#stepOf = placeOf(session);
    const confirm = (/** @type {object} */ body) => this.#record(action, body);
    const form = twoStep({ action, who: this.#who(session), confirm, back: () => this.#endStep() });
    replaceChildren(this.step, form);
    form.querySelector("input")?.focus();
  }

  #endStep() {
    this.#stepOf = null;
    replaceChildren(this.step);
  }

  /** @param {RecordAction} action @param {object} body @returns {Promise<boolean>} whether it is recorded */
  async #record(action, body) {
    const { session } = this;
    if (!session) return false;
    replaceChildren(this.problem);
    const recording = await this.recorder.record({
      path: `/api/sessions/${encodeURIComponent(session.id)}/${action.name}`,
      body: { ...body, ...this.#tapTime(), revision: session.revision },
      what: action.done,
      who: this.#who(session),
    });
    if (recording.state === "saved") this.#choose(0);
    if (recording.state === "refused" && recording.problem) this.#refuse(action, recording.problem);
    return recording.state === "saved";
  }

  /** @param {RecordAction} action @param {import("../api.js").Problem} problem */
  #refuse(action, problem) {
    const words = `${REFUSALS[problem.code] ?? ""} ${problem.message}`.trim();
    const list = problem.criteria.length > 0 && criteriaList(problem.criteria);
    replaceChildren(this.problem, h("p", { class: "problem" }, words), list);
    const { session, mayOverride } = this;
    if (!session || !mayOverride || problem.code !== "gate" || action.name !== "start") return;
    const give = async (/** @type {{reason: string}} */ override) => {
      await this.#record(action, { ...action.body, override });
    };
    this.problem.append(gateOverride({ who: this.#who(session), give }));
  }

  /** The instant of the tap, less what was chosen; the server adds its own. */
  #tapTime() {
    const now = this.live.now();
    if (now === null) return {};
    return { happened_at: Math.floor(now) - this.#minutesBack * 60_000 };
  }

  /** @param {Session} session */
  #who(session) {
    const bed = this.live.state.beds.get(this.bed);
    return `${session.patient.initials} · bed ${bed?.label || this.bed}`;
  }

  #whenChoice() {
    const buttons = BACK_MINUTES.map((back) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": back === 0 ? "true" : "false",
          onclick: () => this.#choose(back),
        },
        back === 0 ? "now" : `−${back}`,
      ),
    );
    return h(
      "div",
      { class: "when", role: "group", "aria-label": "Happened, minutes back" },
      ...buttons,
    );
  }

  /** @param {number} back minutes */
  #choose(back) {
    this.#minutesBack = back;
    [...this.when.children].forEach((button, place) => {
      setAttribute(button, "aria-pressed", BACK_MINUTES[place] === back ? "true" : "false");
    });
  }

  #noteForm() {
    const text = h("textarea", {
      name: "text",
      rows: "2",
      maxlength: "4000",
      "aria-label": "Note",
    });
    text.placeholder = "Note";
    const save = h("button", { "data-action": "notes" }, "Record note");
    const form = h("form", { class: "note-form" }, text, save);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const note = text.value.trim();
      if (!note) return;
      /** @type {RecordAction} */
      const action = {
        name: "notes",
        label: "Note",
        done: "Note",
        primary: false,
        missing: "",
        steps: "one tap",
        body: {},
      };
      save.disabled = true;
      if (await this.#record(action, { text: note })) text.value = "";
      save.disabled = false;
    });
    return form;
  }
}

/** @param {Session} session */
function placeOf({ id, phase, paused, off_monitor }) {
  return `${id} ${phase} ${paused} ${off_monitor !== null}`;
}

customElements.define("record-panel", RecordPanel);

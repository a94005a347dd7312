// The session's clock records and notes: one tap records, what cannot be taken back takes two.

import { recordActions } from "../actions.js";
import { h, keepChildren, replaceChildren, setAttribute, setText } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { SessionRecords } from "../session-records.js";
import { isOpen } from "../session-words.js";
import { gravest, mayPassOver } from "../standing.js";
import { refusalText } from "../words.js";
import { criteriaList } from "./criteria-list.js";
import { EntryRow } from "./entry-row.js";
import { gateOverride } from "./gate-override.js";
import { StandingPanel } from "./standing-panel.js";
import { twoStep } from "./two-step.js";
import { WhenChoice } from "./when-choice.js";

/** @typedef {import("../actions.js").RecordAction} RecordAction */
/** @typedef {import("../wire.js").Session} Session */

export class RecordPanel extends LiveElement {
  /** @type {string | null} the session and place the second step belongs to */ #stepOf = null;
  /** @type {string | null} the session that is shown */ #shown = null;

  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {import("../recorder.js").Recorder} recorder
   * @param {string[]} actions of the role
   */
  constructor(live, bed, recorder, actions) {
    super(live);
    this.bed = bed;
    this.records = new SessionRecords(live, bed, recorder);
    this.actions = actions;
    this.standing = new StandingPanel(live, this.records, {
      actions,
      changed: () => this.repaint(),
      passOver: (step, reason) => this.#passOver(step, reason),
    });
    this.buttons = h("div", { class: "record-buttons" });
    this.step = h("div");
    this.problem = h("div", { role: "alert" });
    this.when = new WhenChoice();
    this.entries = new EntryRow(this.records, this.when);
    this.note = this.#noteForm();
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && change.kind !== "time" && touches(change, this.bed);
  }

  build() {
    const { when, buttons, step, problem, entries, note } = this;
    this.append(h("h2", {}, "Record"), when, buttons, step, problem, entries, note);
  }

  paint() {
    const { session } = this.records;
    const lost = this.live.link === "lost";
    this.hidden = session === null;
    if (!session) return;
    if (this.#stepOf !== null && this.#stepOf !== placeOf(session)) this.#endStep();
    const open = isOpen(session);
    this.when.hidden = !open;
    this.entries.hidden = !open;
    this.entries.enable(lost ? "No connection" : "");
    if (this.#shown !== session.id) this.entries.close();
    this.#shown = session.id;
    keepChildren(
      this.buttons,
      recordActions(session, this.standing.standing),
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
    const { session } = this.records;
    if (!session) return;
    this.#stepOf = placeOf(session);
    const confirm = (/** @type {object} */ body) => this.#record(action, body);
    const form = twoStep({ action, who: this.records.who, confirm, back: () => this.#endStep() });
    replaceChildren(this.step, form);
    form.querySelector("input")?.focus();
  }

  #endStep() {
    this.#stepOf = null;
    replaceChildren(this.step);
  }

  /** @param {RecordAction} action @param {object} body @returns {Promise<boolean>} whether it is recorded */
  async #record(action, body) {
    const { session } = this.records;
    if (!session) return false;
    replaceChildren(this.problem);
    const recording = await this.records.record({
      route: action.name,
      body: { ...body, revision: session.revision },
      what: action.done,
      minutesBack: this.when.minutes,
    });
    if (!recording) return false;
    if (recording.state === "saved") this.when.choose(0);
    if (recording.state === "refused" && recording.problem) this.#refuse(action, recording.problem);
    return recording.state === "saved";
  }

  /** @param {RecordAction} action @param {import("../api.js").Problem} problem */
  #refuse(action, problem) {
    const list = problem.criteria.length > 0 && criteriaList(problem.criteria);
    replaceChildren(this.problem, h("p", { class: "problem" }, refusalText(problem)), list);
    const step = stepOf(action.name);
    if (!step || problem.code !== "gate") return;
    const grade = gravest(
      problem.criteria.map((each) => ({ ...each, grade: each.grade ?? "soft" })),
    );
    if (!mayPassOver(grade, step, this.actions)) return;
    const give = async (/** @type {{reason: string}} */ override) => {
      await this.#record(action, { ...action.body, override });
    };
    this.problem.append(gateOverride({ who: this.records.who, step, give }));
  }

  /** @param {"start" | "discharge"} step @param {string} reason */
  async #passOver(step, reason) {
    const { session } = this.records;
    const action = session && recordActions(session).find(({ name }) => name === step);
    if (action) await this.#record(action, { ...action.body, override: { reason } });
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

/** The steps that have a gate. @param {string} name @returns {"start" | "discharge" | null} */
function stepOf(name) {
  return name === "start" || name === "discharge" ? name : null;
}

/** @param {Session} session */
function placeOf({ id, phase, paused, off_monitor }) {
  return `${id} ${phase} ${paused} ${off_monitor !== null}`;
}

customElements.define("record-panel", RecordPanel);

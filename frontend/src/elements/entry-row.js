// What is entered at the chair: a button for each kind, whose form opens in place, one at a time.
// A form closes when its record is on its way; a refusal stands in it, and what was entered stays.

import { h, replaceChildren, setAttribute } from "../dom.js";
import { refusalText } from "../words.js";
import { eventForm } from "./event-form.js";
import { medicationForm } from "./medication-form.js";
import { readingForm } from "./reading-form.js";
import { scaleForm, sedationForm } from "./scale-form.js";

/** @typedef {{route: string, body: object, what: string}} Entry */
/**
 * What a form is given: `give` records, `close` goes back without.
 * @typedef {{give: (entry: Entry) => Promise<void>, close: () => void}} Desk
 */
/** @typedef {{name: string, label: string, form: (desk: Desk) => HTMLElement}} Kind */

/** @type {readonly Kind[]} */
const KINDS = [
  { name: "moaas", label: "MOAA/S", form: sedationForm },
  { name: "event", label: "Event", form: eventForm },
  { name: "reading", label: "Reading by hand", form: readingForm },
  { name: "drug", label: "Drug", form: medicationForm },
  { name: "scale", label: "Other scale", form: scaleForm },
];

export class EntryRow extends HTMLElement {
  /** @type {Kind | null} */ #open = null;

  /**
   * @param {import("../session-records.js").SessionRecords} records
   * @param {import("./when-choice.js").WhenChoice} when
   */
  constructor(records, when) {
    super();
    this.records = records;
    this.when = when;
    this.buttons = KINDS.map((kind) =>
      h(
        "button",
        { type: "button", "data-action": `enter-${kind.name}`, onclick: () => this.#toggle(kind) },
        kind.label,
      ),
    );
    this.place = h("div", { class: "entry-place" });
    this.problem = h("div", { role: "alert" });
  }

  connectedCallback() {
    const row = h("div", { class: "entry-buttons" }, ...this.buttons);
    this.replaceChildren(row, this.place, this.problem);
    this.#show(null);
  }

  /** Nothing is half entered for the next patient. */
  close() {
    this.#show(null);
  }

  /** @param {string} missing why nothing can be entered, "" if it can */
  enable(missing) {
    for (const button of this.buttons) button.disabled = missing !== "";
  }

  /** @param {Kind} kind */
  #toggle(kind) {
    this.#show(this.#open === kind ? null : kind);
    this.place.firstElementChild?.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (this.place.querySelector("input, button"))?.focus();
  }

  /** @param {Kind | null} kind */
  #show(kind) {
    this.#open = kind;
    replaceChildren(this.problem);
    KINDS.forEach((each, place) => {
      const button = this.buttons[place];
      if (button) setAttribute(button, "aria-expanded", String(each === kind));
    });
    replaceChildren(this.place, kind && this.#framed(kind));
  }

  /** @param {Kind} kind */
  #framed(kind) {
    const give = (/** @type {Entry} */ entry) => this.#give(entry);
    const close = () => this.#leave(kind);
    const label = `${kind.label}, ${this.records.who}`;
    const frame = h(
      "div",
      { class: "entry", role: "group", "aria-label": label },
      h("p", {}, h("b", {}, kind.label), ` ${this.records.who}`),
      kind.form({ give, close }),
      h("button", { type: "button", "data-action": "back", onclick: close }, "Back"),
    );
    frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    return frame;
  }

  /** @param {Kind} kind */
  #leave(kind) {
    this.#show(null);
    this.buttons[KINDS.indexOf(kind)]?.focus();
  }

  /** @param {Entry} entry */
  async #give(entry) {
    const kind = this.#open;
    const frame = this.place.firstElementChild;
    replaceChildren(this.problem);
    setAttribute(this.place, "inert", true); // a second tap would be a second record
    const recording = await this.records.record({ ...entry, minutesBack: this.when.minutes });
    setAttribute(this.place, "inert", false);
    if (recording?.state === "refused" && recording.problem) {
      replaceChildren(this.problem, h("p", { class: "problem" }, refusalText(recording.problem)));
      return;
    }
    this.when.choose(0); // what is unanswered waits below, with its own instant
    if (kind && frame === this.place.firstElementChild) this.#leave(kind);
  }
}

customElements.define("entry-row", EntryRow);

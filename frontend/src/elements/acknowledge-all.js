// Everything that calls on one bed, taken together: listed first, then confirmed. What comes after
// the list was made is not in it, and calls.

import { alarmText, isTaken, SYMBOLS } from "../alarms/look.js";
import { Problem } from "../api.js";
import { h, replaceChildren, setText } from "../dom.js";
import { REFUSALS } from "../words.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../alarms/fold.js").Card} Card */

export class AcknowledgeAll extends HTMLElement {
  /** @type {Alarm[]} */ #open = [];
  /** @type {Alarm[] | null} as they were listed */ #listed = null;

  /** @param {import("../live/live.js").Live} live @param {string} bed */
  constructor(live, bed) {
    super();
    this.live = live;
    this.bed = bed;
    this.button = h("button", {
      type: "button",
      "data-action": "acknowledge-all",
      onclick: () => this.#list(),
    });
    this.step = h("div");
    this.problem = h("p", { class: "problem", role: "alert" });
  }

  connectedCallback() {
    this.replaceChildren(this.button, this.step, this.problem);
  }

  /** @param {Card[]} cards of this bed */
  show(cards) {
    const all = cards.flatMap(({ lead, lines }) => [lead, ...lines]);
    this.#open = all.filter((each) => each.bed === this.bed && !isTaken(each) && !each.retro);
    const calling = cards.filter(({ lead, lines }) =>
      [lead, ...lines].some((each) => this.#open.includes(each)),
    );
    setText(this.button, `Acknowledge all (${this.#open.length})`);
    this.button.hidden = calling.length < 2 || this.#listed !== null;
    if (this.#listed && this.#open.length === 0) this.#close();
  }

  #list() {
    const listed = this.#open;
    this.#listed = listed;
    setText(this.problem, "");
    const lines = listed.map((alarm) =>
      h("li", {}, `${SYMBOLS[alarm.priority]} ${alarmText(alarm)}`),
    );
    const yes = h(
      "button",
      { class: "primary", "data-action": "confirm-acknowledge-all" },
      `Acknowledge these ${listed.length}`,
    );
    const back = { type: "button", "data-action": "back", onclick: () => this.#close() };
    const form = h(
      "form",
      { class: "two-step", "aria-label": "Acknowledge all alarms of this bed" },
      h("ul", { class: "lines" }, ...lines),
      h("div", { class: "row" }, yes, h("button", back, "Back")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      yes.disabled = true;
      this.#give(listed);
    });
    replaceChildren(this.step, form);
    this.button.hidden = true;
    yes.focus();
  }

  #close() {
    this.#listed = null;
    replaceChildren(this.step);
  }

  /** @param {Alarm[]} listed */
  async #give(listed) {
    const alarms = listed.map(({ id, revision }) => ({ alarm: id, revision }));
    try {
      await this.live.commands.give({ name: "acknowledge_all", bed: this.bed, alarms });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(this.problem, this.#refusal(problem, listed));
    }
    this.#close();
    this.button.hidden = this.#open.length < 2;
  }

  /** @param {Problem} problem @param {Alarm[]} listed */
  #refusal(problem, listed) {
    const changed = problem.code === "stale_revision" ? this.#changed(listed) : [];
    const words = REFUSALS[problem.code] ?? problem.message;
    return changed.length > 0 ? `None was acknowledged. Changed: ${changed.join(", ")}` : words;
  }

  /** What is not any more as it was listed. @param {Alarm[]} listed */
  #changed(listed) {
    const { alarms } = this.live.state;
    const others = listed.filter(({ id, revision }) => alarms.get(id)?.revision !== revision);
    return others.map((alarm) => alarmText(alarms.get(alarm.id) ?? alarm));
  }
}

customElements.define("acknowledge-all", AcknowledgeAll);

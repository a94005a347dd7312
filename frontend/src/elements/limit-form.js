// Another limit for this session only, by those who may: chosen, given a value and a reason, sent as
// a whole. What is half entered has no effect.

import { h, replaceChildren, setText } from "../dom.js";
import { limitName } from "../limits.js";
import { REFUSALS } from "../words.js";

/** @typedef {import("../wire.js").Limit} Limit */

export class LimitForm extends HTMLElement {
  /** @type {Limit[]} */ #limits = [];

  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {import("../recorder.js").Recorder} recorder
   */
  constructor(live, bed, recorder) {
    super();
    this.live = live;
    this.bed = bed;
    this.recorder = recorder;
    this.open = h(
      "button",
      { type: "button", "data-action": "edit-limits", onclick: () => this.#begin() },
      "Edit a limit …",
    );
    this.rule = h("select", { name: "rule", onchange: () => this.#chosen() });
    this.value = h("input", { name: "value", type: "number", step: "any", required: true });
    this.reason = h("input", { name: "reason", required: true, maxlength: "2000" });
    this.back = h(
      "button",
      { type: "button", "data-action": "limit-to-protocol", onclick: () => this.#send(null) },
      "Back to protocol",
    );
    this.problem = h("p", { class: "problem", role: "alert" });
    this.form = this.#build();
  }

  connectedCallback() {
    this.replaceChildren(this.open, this.form, this.problem);
  }

  #build() {
    const cancel = { type: "button", "data-action": "back", onclick: () => this.#end() };
    const form = h(
      "form",
      { class: "two-step", "aria-label": "Edit a limit, this session only", hidden: true },
      h("p", {}, "For this session only; back to the protocol when it ends."),
      h("label", {}, "Limit", this.rule),
      h("label", {}, "New value", this.value),
      h("label", {}, "Reason", this.reason),
      h(
        "div",
        { class: "row" },
        h("button", { class: "primary", "data-action": "confirm-limit" }, "Set this limit"),
        this.back,
        h("button", cancel, "Cancel"),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.value.valueAsNumber);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#end();
    });
    return form;
  }

  /** @param {Limit[]} limits */
  show(limits) {
    this.#limits = limits;
    const chosen = this.rule.value;
    replaceChildren(
      this.rule,
      ...limits.map((limit) => h("option", { value: limit.rule }, limitName(limit))),
    );
    if (limits.some(({ rule }) => rule === chosen)) this.rule.value = chosen;
    if (this.rule.value !== chosen) this.value.value = ""; // what was typed was for another limit
    this.#paintBack();
  }

  #begin() {
    this.form.hidden = false;
    this.open.hidden = true;
    setText(this.problem, "");
    this.#chosen();
    this.rule.focus();
  }

  #end() {
    this.form.hidden = true;
    this.open.hidden = false;
    this.value.value = "";
    this.reason.value = "";
  }

  #chosen() {
    this.value.value = "";
    this.value.placeholder = String(this.#limit?.value ?? "");
    this.#paintBack();
  }

  #paintBack() {
    this.back.hidden = !this.#limit?.edited;
  }

  get #limit() {
    return this.#limits.find(({ rule }) => rule === this.rule.value);
  }

  /** @param {number | null} value null: what the protocol says */
  async #send(value) {
    const session = this.live.state.beds.get(this.bed)?.session;
    const limit = this.#limit;
    if (!session || !limit || !this.reason.reportValidity()) return;
    const bed = this.live.state.beds.get(this.bed);
    setText(this.problem, "");
    const { state, problem } = await this.recorder.record({
      path: `/api/sessions/${encodeURIComponent(session.id)}/limits`,
      body: { rule: limit.rule, value, reason: this.reason.value.trim() },
      what: value === null ? "Limit back to protocol" : `Limit set: ${value}, ${limitName(limit)}`,
      who: `${session.patient.initials} · bed ${bed?.label || this.bed}`,
    });
    if (state === "saved") this.#end();
    if (state === "refused" && problem) {
      setText(this.problem, `${REFUSALS[problem.code] ?? ""} ${problem.message}`.trim());
    }
  }
}

customElements.define("limit-form", LimitForm);

// A question before a step, answered by one tap; the newest answer stands.

import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { MARKS, SPOKEN } from "./criteria-list.js";

/** @typedef {import("../wire.js").Question} Question */

const ANSWERS = { yes: "Yes", no: "No", not_applicable: "Not applicable" };

export class QuestionRow extends HTMLElement {
  /** @param {import("../session-records.js").SessionRecords} records */
  constructor(records) {
    super();
    this.records = records;
    this.mark = h("b", { class: "mark" });
    this.text = h("span");
    this.answers = h("div", { class: "row" });
  }

  connectedCallback() {
    this.setAttribute("role", "listitem");
    this.replaceChildren(this.mark, this.text, this.answers);
  }

  /** @param {Question} question @param {"pass" | "fail" | "unknown" | null} result @param {boolean} lost */
  show(question, result, lost) {
    const { text, answers, answer, required } = question;
    setAttribute(this, "data-result", result);
    setText(this.mark, result ? MARKS[result] : "");
    setAttribute(this.mark, "aria-label", result ? SPOKEN[result] : null);
    setText(this.text, required ? text : `${text} (may be left open)`);
    keepChildren(
      this.answers,
      [...answers],
      (each) => each,
      () => h("button", { type: "button", class: "chip" }),
      (button, each) => {
        setText(button, ANSWERS[each]);
        setAttribute(button, "aria-pressed", String(answer === each));
        setAttribute(button, "aria-label", `${ANSWERS[each]}: ${text}`);
        button.disabled = lost;
        button.onclick = () => this.#give(question, each);
      },
    );
  }

  /** @param {Question} question @param {Question["answers"][number]} answer */
  async #give({ id, text }, answer) {
    setAttribute(this, "inert", true);
    const what = `${text}: ${ANSWERS[answer].toLowerCase()}`;
    await this.records.record({ route: "checklist", body: { item: id, answer }, what });
    setAttribute(this, "inert", false);
  }
}

customElements.define("question-row", QuestionRow);

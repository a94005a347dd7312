// Why a rule did, or did not, act: for any rule and instant of a session, asked of the judge itself.

import { get, Problem } from "../api.js";
import { h, replaceChildren, setText } from "../dom.js";
import { timeWithSeconds } from "../format.js";
import { counterLines, inputLines, instantOf, limitLine, ruleName } from "../why.js";

/** @typedef {import("../why.js").Why} Why */

export class WhyPanel extends HTMLElement {
  #session = "";
  #at = 0;
  /** The latest question; an answer to an earlier one is not shown. */
  #asked = 0;

  constructor() {
    super();
    this.rule = h("select", { "aria-label": "Rule", onchange: () => this.#ask() });
    this.time = h("input", {
      type: "time",
      step: "1",
      "aria-label": "At",
      onchange: () => this.#typed(),
    });
    this.decision = h("p", { class: "decision", role: "status" });
    this.answer = h("dl");
    const close = {
      type: "button",
      "data-action": "close-why",
      onclick: () => this.dialog.close(),
    };
    this.dialog = h(
      "dialog",
      { "aria-label": "Why" },
      h("h2", {}, "Why did it, or did it not?"),
      h("div", { class: "row" }, this.rule, this.#step(-1), this.time, this.#step(1)),
      this.decision,
      this.answer,
      h("button", close, "Close"),
    );
  }

  connectedCallback() {
    this.replaceChildren(this.dialog);
  }

  /**
   * @param {string} session
   * @param {string} rule
   * @param {number} at clinical instant
   * @param {string[]} rules others that may be asked about
   */
  open(session, rule, at, rules) {
    this.#session = session;
    this.#at = Math.floor(at);
    const names = [...new Set([rule, ...rules])];
    replaceChildren(
      this.rule,
      ...names.map((name) => h("option", { value: name }, ruleName(name))),
    );
    this.rule.value = rule;
    if (!this.dialog.open) this.dialog.showModal();
    this.#ask();
  }

  /** @param {number} seconds */
  #step(seconds) {
    const move = () => {
      this.#at += seconds * 1000;
      this.#ask();
    };
    const label = seconds < 0 ? "−1 s" : "+1 s";
    const name = seconds < 0 ? "earlier" : "later";
    return h("button", { type: "button", "data-action": name, onclick: move }, label);
  }

  #typed() {
    const at = instantOf(this.time.value, this.#at);
    if (at === null) return;
    this.#at = at;
    this.#ask();
  }

  async #ask() {
    this.#asked += 1;
    const question = this.#asked;
    this.time.value = timeWithSeconds(this.#at);
    const query = new URLSearchParams({ rule: this.rule.value, at: String(this.#at) });
    try {
      const why = /** @type {Why} */ (
        await get(`/api/sessions/${encodeURIComponent(this.#session)}/why?${query}`)
      );
      if (question === this.#asked) this.#show(why);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (question !== this.#asked) return;
      setText(this.decision, problem.message);
      replaceChildren(this.answer);
    }
  }

  /** @param {Why} why */
  #show(why) {
    setText(this.decision, why.decision);
    const phase = why.stage ? why.stage.phase.replaceAll("_", " ") : "no session";
    replaceChildren(
      this.answer,
      ...part("Inputs", inputLines(why)),
      ...part("Limit in force", [limitLine(why)]),
      ...part("Counted", counterLines(why)),
      ...part("Phase", [phase]),
      ...part(
        "Alarm",
        why.alarm ? [`${why.alarm.condition}, ${why.alarm.attention}`] : ["none yet"],
      ),
    );
  }
}

/** @param {string} name @param {string[]} lines */
function part(name, lines) {
  if (lines.length === 0) return [];
  return [h("dt", {}, name), ...lines.map((line) => h("dd", {}, line))];
}

customElements.define("why-panel", WhyPanel);

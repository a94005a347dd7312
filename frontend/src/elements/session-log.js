// The last lines of the session's log. Each leads to its instant in the figure.

import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { timeOfDay, timeWithSeconds } from "../format.js";
import { lastLines } from "../journal.js";

/** @typedef {import("../journal.js").Line} Line */

const LINES = 6;

export class SessionLog extends HTMLElement {
  list = h("ol");
  none = h("p", { class: "quiet" }, "Nothing recorded yet.");

  /**
   * @param {(at: number) => void} lookAt shows an instant in the figure
   * @param {(rule: string, at: number) => void} ask why a rule acted then
   */
  constructor(lookAt, ask) {
    super();
    this.lookAt = lookAt;
    this.ask = ask;
  }

  connectedCallback() {
    this.replaceChildren(h("h2", {}, "Log"), this.list, this.none);
  }

  /** @param {import("../session-history.js").SessionHistory} history */
  show({ records }) {
    const lines = lastLines(records, LINES);
    this.none.hidden = lines.length > 0;
    keepChildren(
      this.list,
      lines,
      ({ n }) => String(n),
      () =>
        h(
          "li",
          {},
          h("button", { type: "button" }, h("time"), h("span"), h("small")),
          h("button", { type: "button", class: "ask" }, "Why?"),
        ),
      (item, line) => this.#paint(item, line),
    );
  }

  /** @param {HTMLElement} item @param {Line} line */
  #paint(item, { at, what, who, rule, decided = at }) {
    const [button, why] = item.querySelectorAll("button");
    if (!button || !why) return;
    why.hidden = rule === undefined;
    why.onclick = () => rule !== undefined && this.ask(rule, decided);
    const [time, text, person] = button.children;
    button.onclick = () => this.lookAt(at);
    setAttribute(button, "title", `${timeWithSeconds(at)} ${what} ${who}`.trim());
    if (time) setText(time, timeOfDay(at));
    if (text) setText(text, what);
    if (person) setText(person, who);
  }
}

customElements.define("session-log", SessionLog);

// The last lines of the session's log.

import { h, keepChildren, setText } from "../dom.js";
import { timeOfDay } from "../format.js";
import { alarmLines, lastLines } from "../journal.js";

/** @typedef {import("../journal.js").Line} Line */

const LINES = 6;

export class SessionLog extends HTMLElement {
  list = h("ol");
  none = h("p", { class: "quiet" }, "Nothing recorded yet.");

  connectedCallback() {
    this.replaceChildren(h("h2", {}, "Log"), this.list, this.none);
  }

  /** @param {import("../session-history.js").SessionHistory} history */
  show({ records, alarms }) {
    const lines = [...lastLines(records, LINES), ...alarmLines(alarms)]
      .sort((a, b) => b.at - a.at)
      .slice(0, LINES);
    this.none.hidden = lines.length > 0;
    keepChildren(
      this.list,
      lines,
      keyOf,
      () => h("li", {}, h("time"), h("span"), h("small")),
      paintLine,
    );
  }
}

/** @param {Line} line */
function keyOf({ at, what }) {
  return `${at} ${what}`;
}

/** @param {HTMLElement} element @param {Line} line */
function paintLine(element, { at, what, who }) {
  const [time, text, person] = element.children;
  if (time) setText(time, timeOfDay(at));
  if (text) setText(text, what);
  if (person) setText(person, who);
}

customElements.define("session-log", SessionLog);

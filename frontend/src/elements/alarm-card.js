// One alarm on the bed page, with the action that takes it. The acknowledgement names the revision
// that was seen: a slow tap must not take a newer alarm.

import { alarmNote, alarmText, isTaken, SYMBOLS } from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { newKey, Problem } from "../api.js";
import { h, setAttribute, setText } from "../dom.js";
import { minutes, timeWithSeconds } from "../format.js";
import { REFUSALS } from "../words.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../live/live.js").Live} Live */

export class AlarmCard extends HTMLElement {
  /** @type {Alarm | null} */ alarm = null;
  #key = newKey();

  /** @param {Live} live @param {boolean} mayAcknowledge */
  constructor(live, mayAcknowledge) {
    super();
    this.live = live;
    this.symbol = h("b", { class: "symbol" });
    this.text = h("b", { class: "text" });
    this.since = h("p", { class: "since" });
    this.note = h("p", { class: "taken" });
    this.problem = h("p", { class: "problem", role: "alert" });
    this.button = h(
      "button",
      { class: "primary", "data-action": "acknowledge", onclick: () => this.#acknowledge() },
      "Acknowledge",
    );
    this.head = h("div", { class: "card-head alarm-paint" }, this.symbol, this.text);
    this.mayAcknowledge = mayAcknowledge;
  }

  connectedCallback() {
    this.setAttribute("role", "group");
    const action = this.mayAcknowledge ? this.button : "";
    this.replaceChildren(this.head, this.since, this.note, action, this.problem);
  }

  /** @param {Alarm} alarm @param {number | null} now */
  show(alarm, now) {
    if (this.alarm?.revision !== alarm.revision) this.#key = newKey();
    this.alarm = alarm;
    this.dataset.alarm = alarm.id;
    this.dataset.condition = alarm.condition;
    this.dataset.attention = alarm.attention;
    paintAlarm(this, alarm);
    paintAlarm(this.head, alarm);
    setAttribute(this, "aria-label", `${alarm.priority} priority: ${alarm.text}`);
    setText(this.symbol, SYMBOLS[alarm.priority]);
    setText(this.text, alarmText(alarm));
    const lasted =
      now === null || alarm.condition === "returned" ? "" : ` · ${minutes(now - alarm.onset)}`;
    const saved = alarm.recorded ? "" : " · not yet on disk";
    setText(this.since, `since ${timeWithSeconds(alarm.onset)}${lasted}${saved}`);
    const told = isTaken(alarm) || alarm.condition === "returned";
    setText(
      this.note,
      told ? alarmNote(alarm, now) : alarm.condition === "unknown" ? "unknown, last was bad" : "",
    );
    this.button.hidden = isTaken(alarm);
  }

  async #acknowledge() {
    if (!this.alarm) return;
    const { button } = this;
    button.disabled = true;
    setText(button, "Sending …");
    setText(this.problem, "");
    try {
      await this.live.acknowledge(this.alarm, this.#key);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(this.problem, REFUSALS[problem.code] ?? problem.message);
    } finally {
      button.disabled = false;
      setText(button, "Acknowledge");
    }
  }
}

customElements.define("alarm-card", AlarmCard);

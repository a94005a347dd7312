// One alarm on the bed page with what is folded into it, and the action that takes it all. Each
// acknowledgement names the revision that was seen: a slow tap must not take a newer alarm.

import { alarmNote, alarmText, isTaken, SYMBOLS } from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { newKey, Problem } from "../api.js";
import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { minutes, timeWithSeconds } from "../format.js";
import { REFUSALS } from "../words.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../alarms/fold.js").Card} Card */
/** @typedef {import("../live/live.js").Live} Live */

export class AlarmCard extends HTMLElement {
  /** @type {Card | null} */ card = null;
  /** @type {Map<string, string>} one key for each alarm as it was seen */ #keys = new Map();

  /** @param {Live} live @param {boolean} mayAcknowledge */
  constructor(live, mayAcknowledge) {
    super();
    this.live = live;
    this.symbol = h("b", { class: "symbol" });
    this.text = h("b", { class: "text" });
    this.since = h("p", { class: "since" });
    this.note = h("p", { class: "taken" });
    this.lines = h("ul", { class: "lines" });
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
    this.replaceChildren(this.head, this.since, this.note, this.lines, action, this.problem);
    for (const touch of ["pointerdown", "focusin"]) {
      this.addEventListener(touch, () => this.#seen());
    }
  }

  /** @param {Card} card @param {number | null} now */
  show(card, now) {
    const { lead, lines } = card;
    this.card = card;
    this.dataset.alarm = lead.id;
    this.dataset.condition = lead.condition;
    this.dataset.attention = lead.attention;
    paintAlarm(this, lead);
    paintAlarm(this.head, lead);
    setAttribute(this, "aria-label", `${lead.priority} priority: ${lead.text}`);
    setText(this.symbol, SYMBOLS[lead.priority]);
    setText(this.text, alarmText(lead));
    setText(this.since, sinceText(lead, now));
    setText(this.note, noteText(lead, now));
    this.lines.hidden = lines.length === 0;
    keepChildren(
      this.lines,
      lines,
      (alarm) => alarm.id,
      () => h("li"),
      (item, alarm) => setText(item, lineText(alarm, lead)),
    );
    this.button.hidden = this.#open().length === 0;
  }

  /** What an acknowledgement would take. */
  #open() {
    const { card } = this;
    return card ? [card.lead, ...card.lines].filter((alarm) => !isTaken(alarm)) : [];
  }

  #seen() {
    const { card } = this;
    if (card) this.live.receipts.add("seen", [card.lead, ...card.lines], this.live.now());
  }

  async #acknowledge() {
    const { button } = this;
    button.disabled = true;
    setText(button, "Sending …");
    setText(this.problem, "");
    try {
      const taken = this.#open().map((alarm) => this.live.acknowledge(alarm, this.#key(alarm)));
      await Promise.all(taken);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(this.problem, REFUSALS[problem.code] ?? problem.message);
    } finally {
      button.disabled = false;
      setText(button, "Acknowledge");
    }
  }

  /** The same for a repeated tap on the same state. @param {Alarm} alarm */
  #key({ id, revision }) {
    const seen = `${id} ${revision}`;
    const key = this.#keys.get(seen) ?? newKey();
    this.#keys.set(seen, key);
    return key;
  }
}

/** @param {Alarm} alarm @param {number | null} now */
function sinceText({ onset, condition, recorded, count }, now) {
  const lasted = now === null || condition === "returned" ? "" : ` · ${minutes(now - onset)}`;
  const again = count > 1 ? ` · ${count} times in 10 min` : "";
  const saved = recorded ? "" : " · not yet on disk";
  return `since ${timeWithSeconds(onset)}${lasted}${again}${saved}`;
}

/** @param {Alarm} alarm @param {number | null} now */
function noteText(alarm, now) {
  if (isTaken(alarm) || alarm.condition === "returned") return alarmNote(alarm, now);
  return alarm.condition === "unknown" ? "unknown, last was bad" : "";
}

/** What the lead says already is not said again. @param {Alarm} alarm @param {Alarm} lead */
function lineText(alarm, lead) {
  const note = noteText(alarm, 0);
  const own = note && note !== noteText(lead, 0) ? ` · ${note}` : "";
  return `${SYMBOLS[alarm.priority]} ${alarmText(alarm)}${own}`;
}

customElements.define("alarm-card", AlarmCard);

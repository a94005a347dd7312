// One alarm on the bed page with what is folded into it: what is wrong, how far it has got with
// people, and the actions that take it.

import { callsAgain, nextCall, onTheWay, told, unconfirmed } from "../alarms/calls.js";
import { bedsOf } from "../alarms/fold.js";
import { alarmNote, alarmText, isTaken, SYMBOLS } from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { minutes, timeWithSeconds } from "../format.js";
import { CardActions } from "./card-actions.js";
import { asksForSigns, SymptomRow } from "./symptom-row.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../alarms/fold.js").Card} Card */
/** @typedef {import("../live/live.js").Live} Live */

export class AlarmCard extends HTMLElement {
  /** @type {Card | null} */ card = null;

  /** @param {Live} live @param {string} bed @param {import("./card-actions.js").Leave} leave */
  constructor(live, bed, leave) {
    super();
    this.live = live;
    this.bed = bed;
    this.symbol = h("b", { class: "symbol" });
    this.text = h("b", { class: "text" });
    this.since = h("p", { class: "since" });
    this.note = h("p", { class: "taken" });
    this.calls = h("p", { class: "calls" });
    this.lines = h("ul", { class: "lines" });
    this.head = h("div", { class: "card-head alarm-paint" }, this.symbol, this.text);
    this.actions = leave.acknowledge ? new CardActions(live, leave) : null;
    this.signs = leave.recorder ? new SymptomRow(live, leave.recorder) : null;
  }

  connectedCallback() {
    this.setAttribute("role", "group");
    const { head, since, note, calls, lines } = this;
    this.replaceChildren(head, since, note, calls, lines, this.actions ?? "", this.signs ?? "");
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
    setText(this.text, this.#title(card));
    setText(this.since, sinceText(lead, now));
    setText(this.note, noteText(lead, now));
    setText(this.calls, callsText(lead, now));
    this.lines.hidden = lines.length === 0;
    keepChildren(
      this.lines,
      lines,
      (alarm) => alarm.id,
      () => h("li"),
      (item, alarm) => setText(item, this.#line(alarm, lead)),
    );
    this.actions?.show(card, now);
    if (this.signs) {
      this.signs.hidden = !asksForSigns(card);
      this.signs.show(this.live.state.beds.get(this.bed)?.session ?? null);
    }
  }

  /** What is wrong; of one cause on several beds, on which. @param {Card} card */
  #title(card) {
    const beds = bedsOf(card).map((bed) => this.live.bedName(bed));
    const text = alarmText(card.lead);
    return beds.length > 1 ? `${text} · beds ${beds.join(" ")}` : text;
  }

  /** What the lead says already is not said again. @param {Alarm} alarm @param {Alarm} lead */
  #line(alarm, lead) {
    const note = noteText(alarm, null);
    const own = note && note !== noteText(lead, null) ? ` · ${note}` : "";
    const other = alarm.bed !== null && alarm.bed !== lead.bed;
    const where = other ? `bed ${this.live.bedName(alarm.bed ?? "")}: ` : "";
    return `${SYMBOLS[alarm.priority]} ${where}${alarmText(alarm)}${own}`;
  }

  #seen() {
    const { card } = this;
    if (card) this.live.receipts.add("seen", [card.lead, ...card.lines], this.live.now());
  }
}

/** @param {Alarm} alarm @param {number | null} now */
function sinceText({ onset, condition, recorded, count, retro }, now) {
  const over = now === null || condition === "returned" || retro;
  const lasted = over ? "" : ` · ${minutes(now - onset)}`;
  const again = count > 1 ? ` · ${count} times in 10 min` : "";
  const saved = recorded ? "" : " · not yet on disk";
  return `${retro ? "at" : "since"} ${timeWithSeconds(onset)}${lasted}${again}${saved}`;
}

/** What has become of it. @param {Alarm} alarm @param {number | null} now */
function noteText(alarm, now) {
  if (isTaken(alarm)) return [takenBy(alarm), callsAgain(alarm, now)].filter(Boolean).join(" · ");
  if (alarm.condition === "returned") return alarmNote(alarm, now);
  return alarm.condition === "unknown" ? "unknown, last was bad" : "";
}

/** With the time of the acknowledgement; the time to the next call follows. @param {Alarm} alarm */
function takenBy(alarm) {
  return alarmNote({ ...alarm, calls_again_at: null }, null);
}

/** Who comes, who was told, who is told next, and whether any screen has it. @param {Alarm} alarm @param {number | null} now */
function callsText(alarm, now) {
  const said = [onTheWay(alarm), told(alarm), nextCall(alarm, now), unconfirmed(alarm, now)];
  return said.filter(Boolean).join(" · ");
}

customElements.define("alarm-card", AlarmCard);

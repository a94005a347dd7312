// The top strip of every page: the highest alarm and how many there are, never empty.

import { beatFor } from "../alarms/beat.js";
import { onTheWay, reached } from "../alarms/calls.js";
import { bedsOf, fold } from "../alarms/fold.js";
import {
  alarmNote,
  alarmText,
  counts,
  joined,
  lookOf,
  PRIORITIES,
  SYMBOLS,
} from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { h, setAttribute, setText } from "../dom.js";
import { timeOfDay } from "../format.js";
import { LiveElement } from "../live/element.js";
import { bedPath } from "../router.js";
import { isOpen } from "../session-words.js";
import { PauseButton } from "./pause-button.js";
import { StationBadge } from "./station-badge.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../alarms/fold.js").Card} Card */

export class AlarmStrip extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {{own?: string | undefined, links: boolean, menu: Node | null}} options `own`: the bed whose alarms come first
   */
  constructor(live, { own, links, menu }) {
    super(live);
    this.own = own;
    this.links = links;
    this.menu = menu;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && change.kind !== "history";
  }

  build() {
    this.announced = h("span", { class: "visually-hidden", role: "alert" });
    this.symbol = h("b");
    this.text = h("span", { class: "strip-text" });
    this.lead = h(
      this.links ? "a" : "span",
      { class: "strip-alarm alarm-paint" },
      this.symbol,
      this.text,
    );
    this.tallies = PRIORITIES.map((priority) => h("span", { "data-count": priority }));
    this.time = h("span", { class: "strip-time" });
    this.notLive = h("span", { class: "not-live-word" });
    this.append(
      this.lead,
      h("span", { class: "strip-counts", "aria-label": "alarms by priority" }, ...this.tallies),
      this.time,
      h("span", { class: "strip-badges" }, this.notLive, new StationBadge(this.live)),
      this.live.kind === "wall" ? "" : new PauseButton(this.live),
      this.menu ?? "",
      this.announced,
    );
  }

  paint() {
    const { state, link } = this.live;
    const cards = this.#ordered();
    const alarms = cards.map(({ lead }) => lead);
    this.#paintLead(cards[0]);
    const found = counts(alarms);
    this.tallies?.forEach((tally, place) => {
      const priority = PRIORITIES[place] ?? "low";
      setText(tally, link === "lost" ? "" : `${SYMBOLS[priority]} ${found[priority]}`);
    });
    const now = this.live.now();
    if (this.time) setText(this.time, link === "lost" || now === null ? "--:--" : timeOfDay(now));
    if (this.notLive) setText(this.notLive, state.simulation ? "SIMULATED" : "");
    beatFor(
      link === "lost" ? new Set() : new Set(alarms.filter(isFlashing).map((a) => a.priority)),
    );
  }

  /** @returns {Card[]} */
  #ordered() {
    const all = fold(this.live.state.alarms.values());
    const { own } = this;
    if (!own) return all;
    const mine = (/** @type {Card} */ card) => bedsOf(card).includes(own);
    return [...all.filter(mine), ...all.filter((card) => !mine(card))];
  }

  /** @param {Card | undefined} card */
  #paintLead(card) {
    const { symbol, text, lead } = this;
    if (!symbol || !text || !lead) return;
    const alarm = this.live.link === "lost" ? undefined : card?.lead;
    paintAlarm(lead, alarm);
    if (alarm) this.live.shown([alarm]);
    setText(symbol, alarm && !alarm.retro ? SYMBOLS[alarm.priority] : "");
    setText(text, card && alarm ? this.#line(card) : this.#calm());
    if (this.announced) setText(this.announced, alarm ? spoken(alarm) : "");
    if (this.links) setAttribute(lead, "href", alarm?.bed ? bedPath(alarm.bed) : null);
  }

  #calm() {
    const { state, link } = this.live;
    if (link === "lost") return "No connection: alarms do not arrive";
    if (state.beds.size === 0) return "No beds yet";
    const open = [...state.beds.values()].filter((bed) => bed.session && isOpen(bed.session));
    const watched = open.filter((bed) => bed.monitor?.connected).length;
    if (open.length === 0) return "No alarms · no open session";
    return `No alarms · ${watched} of ${open.length} beds watched`;
  }

  /** @param {Card} card */
  #line(card) {
    const alarm = card.lead;
    const beds = bedsOf(card).map((name) => this.live.bedName(name));
    if (beds.length > 1) return `${alarmText(alarm)} · beds ${beds.join(" ")}`;
    const bed = alarm.bed === null ? undefined : this.live.state.beds.get(alarm.bed);
    const who = bed
      ? `${this.live.bedName(bed.bed)} ${bed.session?.patient.initials ?? ""}`.trim()
      : "Server";
    const fresh = lookOf(alarm) === "fill";
    const note = fresh ? onTheWay(alarm) || reached(alarm) : alarmNote(alarm, this.live.now());
    return joined(`${who} ${alarmText(alarm)}`, note);
  }
}

/** Said once an alarm, not each second: it carries no age. @param {Alarm} alarm */
function spoken(alarm) {
  const place = alarm.bed === null ? "server" : `bed ${alarm.bed}`;
  return `${alarm.priority} priority, ${place}: ${alarm.text}`;
}

/** @param {Alarm} alarm */
function isFlashing(alarm) {
  return lookOf(alarm) === "fill" && alarm.priority !== "low";
}

customElements.define("alarm-strip", AlarmStrip);

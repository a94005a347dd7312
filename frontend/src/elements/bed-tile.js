// One bed on the wall. Every number has one place; an alarm changes fill and text in it.

import { awayLine } from "../absence.js";
import { fold, forCell } from "../alarms/fold.js";
import {
  alarmNote,
  alarmsOf,
  alarmText,
  cellOf,
  joined,
  SYMBOLS,
  shortLine,
  standing,
} from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { Sparkline } from "../charts/sparkline.js";
import { setAttribute, setText } from "../dom.js";
import { dueShort } from "../due.js";
import { LiveElement, touches } from "../live/element.js";
import { bedPath } from "../router.js";
import { clockWords, freeWords, isOpen, phaseWord } from "../session-words.js";
import { shownPressure, shownVital } from "../shown.js";
import { tileParts } from "./tile-parts.js";

/** @typedef {import("../alarms/fold.js").Card} Card */
/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../wire.js").Bed} Bed */
/** @typedef {import("../wire.js").Session} Session */

export class BedTile extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {{links: boolean, room: "small" | "large", line: "short" | "long", past: boolean}} options `past`: the reader
   *   may see what was measured before this page was opened
   */
  constructor(live, bed, { links, room, line, past }) {
    super(live);
    this.bed = bed;
    this.links = links;
    this.room = room;
    this.line = line;
    this.spark = room === "large" ? new Sparkline({ past }) : null;
    /** Set by the wall: another open session has the same initials. */
    this.twin = false;
    /** @type {number | null} */ this.tick = null;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    if (change.kind === "time") return this.live.silence(this.bed) > 1500;
    const mine = touches(change, this.bed);
    if (mine && change.kind === "vitals") this.tick = change.at;
    return mine;
  }

  build() {
    this.dataset.bed = this.bed;
    this.parts = tileParts(this.links ? bedPath(this.bed) : null);
    const { head, cells, clock, left, line, free } = this.parts;
    this.append(head.root, ...cells.nodes, clock, left);
    if (this.spark) this.append(this.spark.canvas);
    this.append(line.root, free.root);
  }

  paint() {
    const bed = this.live.state.beds.get(this.bed);
    if (!bed || !this.parts) return;
    const session = bed.session && isOpen(bed.session) ? bed.session : null;
    setAttribute(this, "data-place", session ? "session" : "free");
    setAttribute(this, "data-simulated", session?.simulated && !this.live.state.simulation);
    if (session) this.#paintSession(bed, session);
    else this.#paintFree(bed);
    if (this.tick !== null) document.documentElement.dataset.painted = String(this.tick);
  }

  /** @param {Bed} bed */
  #paintFree(bed) {
    const { free } = /** @type {NonNullable<typeof this.parts>} */ (this.parts);
    const words = freeWords(bed, this.live.now());
    const lost = this.live.link === "lost";
    setText(free.name, bed.label || bed.bed);
    setText(free.monitor, lost ? "--" : words.text);
    setAttribute(free.monitor, "class", words.sending ? "sending" : null);
    paintAlarm(this, alarmsOf(this.live.state.alarms.values(), this.bed)[0]);
  }

  /** @param {Bed} bed @param {Session} session */
  #paintSession(bed, session) {
    const { head, clock, left } = /** @type {NonNullable<typeof this.parts>} */ (this.parts);
    const alarms =
      this.live.link === "lost" ? [] : alarmsOf(this.live.state.alarms.values(), this.bed);
    const cards = fold(alarms);
    const worst = cards[0]?.lead;
    const now = this.live.now() ?? session.created_at;
    paintAlarm(this, worst);
    paintAlarm(head.root, worst);
    this.live.shown(alarms);
    setText(head.bed, bed.label || bed.bed);
    setText(head.initials, session.patient.initials);
    setText(head.twin, this.twin ? `≠${session.patient.birth_year ?? ""}` : "");
    setText(head.symbol, worst && !worst.retro ? SYMBOLS[worst.priority] : "");
    setText(head.standing, worst && this.line === "short" ? standing(worst, now) : "");
    setText(head.phase, phaseWord(session, this.room === "large" ? "long" : "short"));
    const words = clockWords(session, now);
    setText(clock, this.live.link === "lost" ? "--:--" : words.main);
    setText(left, this.live.link === "lost" ? "" : words.side);
    this.#paintCells(bed, alarms);
    this.#paintLine(bed, cards, now);
    this.spark?.add(session.id, bed.vitals, now);
  }

  /** @param {Bed} bed @param {Alarm[]} alarms */
  #paintCells(bed, alarms) {
    const { cells } = /** @type {NonNullable<typeof this.parts>} */ (this.parts);
    const { link, state } = this.live;
    for (const name of /** @type {const} */ (["spo2", "hr", "bp"])) {
      const alarm = forCell(alarms.filter((each) => cellOf(each) === name));
      const doubted = alarm?.condition === "unknown";
      const path = { link, silence: this.live.silence(this.bed), rate: state.rate, doubted };
      const bp = name === "bp";
      const shown = bp ? shownPressure(bed.vitals.bp, path) : shownVital(bed.vitals[name], path);
      const { value, age } = cells[name];
      setText(value, shown.text);
      setAttribute(value, "data-state", shown.state);
      paintAlarm(value, alarm);
      if (bp) setText(age, shown.note ? `· ${shown.note}` : "");
      else setText(age, shown.state === "live" && !shown.hand ? "" : shown.note);
    }
  }

  /** @param {Bed} bed @param {Card[]} cards @param {number} now */
  #paintLine(bed, cards, now) {
    const { line } = /** @type {NonNullable<typeof this.parts>} */ (this.parts);
    const worst = cards[0]?.lead;
    paintAlarm(line.root, worst);
    const calm =
      awayLine(bed.session, now, this.line) ||
      (bed.monitor?.connected ? nextTask(bed.session, now) : "no monitor connected");
    if (!worst) setText(line.text, this.live.link === "lost" ? "" : calm);
    else if (this.line === "short") setText(line.text, shortLine(worst));
    else setText(line.text, joined(alarmText(worst), alarmNote(worst, now)));
    setText(line.more, cards.length > 1 ? `+${cards.length - 1}` : "");
  }
}

/** @param {Session | null} session @param {number} now */
function nextTask(session, now) {
  return dueShort(session?.due ?? [], now) || "no alarm";
}

customElements.define("bed-tile", BedTile);

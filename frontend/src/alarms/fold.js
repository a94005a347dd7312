// Which alarms are one thing to look at: those that say the same of a vital, or come from one event,
// are one card with lines. A line never hides what its card's lead does not say: what somebody took,
// what still is so and what is over are never folded into each other. Pure.

import { isTaken, PRIORITIES, worstFirst } from "./look.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {{lead: Alarm, lines: Alarm[]}} Card worst first; `lines` without the lead */

/** @param {Iterable<Alarm>} alarms @returns {Card[]} worst first */
export function fold(alarms) {
  const all = worstFirst(alarms);
  /** @type {Map<string, Card>} by what they share */
  const cards = new Map();
  /** @type {Map<Alarm, Card>} */
  const placed = new Map();
  for (const alarm of all) {
    const above = shadowOf(alarm, all);
    const key = sharedKey(alarm);
    const known = (above && placed.get(above)) ?? cards.get(key);
    const card = known ?? { lead: alarm, lines: [] };
    if (known) known.lines.push(alarm);
    else cards.set(key, card);
    placed.set(alarm, card);
  }
  return [...cards.values()].map(led);
}

/** Of equals the one people think in: systolic, then diastolic, then mean. */
const FIRST = ["sbp", "dbp", "map"];

/** @param {Card} card @returns {Card} */
function led({ lead, lines }) {
  const [first = lead, ...rest] = [lead, ...lines].sort(
    (a, b) =>
      PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || place(a) - place(b),
  );
  return { lead: first, lines: rest };
}

/** @param {Alarm} alarm */
function place({ vital }) {
  const found = FIRST.indexOf(vital ?? "");
  return found === -1 ? FIRST.length : found;
}

/** The cards of a bed, with what its alarms share with other beds. @param {Iterable<Alarm>} alarms @param {string} bed */
export function cardsOf(alarms, bed) {
  const cards = fold(alarms).map((card) => ownFirst(card, bed));
  return cards.filter(({ lead }) => lead.bed === bed);
}

/** @param {Card} card @param {string} bed @returns {Card} */
function ownFirst(card, bed) {
  const own = [card.lead, ...card.lines].find((alarm) => alarm.bed === bed);
  if (!own || own === card.lead) return card;
  return { lead: own, lines: [card.lead, ...card.lines.filter((line) => line !== own)] };
}

/** The beds a card speaks of, in the order of the wall as far as names tell. @param {Card} card @returns {string[]} */
export function bedsOf({ lead, lines }) {
  const beds = new Set([lead, ...lines].flatMap(({ bed }) => bed ?? []));
  return [...beds].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/**
 * The open alarm of higher priority that says the same: whoever sees SpO2 82 < 85 need not be told
 * SpO2 82 < 90, nor twice that a monitor is silent.
 * @param {Alarm} alarm @param {Iterable<Alarm>} others @returns {Alarm | undefined} the highest
 */
export function shadowOf(alarm, others) {
  if (alarm.retro) return;
  /** @type {Alarm | undefined} */
  let above;
  for (const other of others) {
    if (saysTheSame(alarm, other) && isOn(other) && isHigher(other, above ?? alarm)) above = other;
  }
  return above;
}

/** Of a vital in one direction; a fault of the equipment in the same words. @param {Alarm} one @param {Alarm} other */
function saysTheSame(one, other) {
  if (other.bed !== one.bed || other.vital !== one.vital || other.kind !== one.kind) return false;
  if (one.kind === "technical") return other.text === one.text;
  return one.vital !== null && one.direction !== null && other.direction === one.direction;
}

/** Something is wrong now, or was when it was last seen. @param {Alarm} alarm */
export function isOn({ condition, retro }) {
  if (retro) return false;
  return condition === "active" || condition === "unknown";
}

/** @param {Alarm} one @param {Alarm} other */
function isHigher(one, other) {
  return PRIORITIES.indexOf(one.priority) < PRIORITIES.indexOf(other.priority);
}

/** One cause on several beds is one thing; else a bed's alarms are its own. @param {Alarm} alarm */
function sharedKey(alarm) {
  const on = isTaken(alarm) ? "taken" : "on";
  const state = alarm.retro ? "late" : isOn(alarm) ? on : "over";
  if (alarm.shared !== null) return `${state} shared ${alarm.shared}`;
  const about = alarm.vital && alarm.direction && `${alarm.vital} ${alarm.direction}`;
  const said = `${alarm.vital} ${alarm.text}`;
  const own = alarm.kind === "technical" ? said : (about ?? alarm.id);
  return `${alarm.bed} ${state} ${alarm.group ?? own}`;
}

/**
 * The alarm whose colour a value's own cell takes: what still asks for somebody, else the worst.
 * @param {Alarm[]} alarms worst first, of this cell
 */
export function forCell(alarms) {
  const present = alarms.filter(({ retro }) => !retro);
  const asking = present.find(
    (alarm) => isOn(alarm) && !isTaken(alarm) && !shadowOf(alarm, present),
  );
  return asking ?? present[0];
}

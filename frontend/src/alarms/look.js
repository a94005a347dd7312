// How alarms are ordered, drawn and worded; the same on wall, strip, bed page and overview. Pure.

import { minutes, number, timeOfDay } from "../format.js";
import { person, VITAL_NAMES } from "../words.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../wire.js").Priority} Priority */
/**
 * fill: active, nobody has taken it · edge: acknowledged · hollow: over, nobody has taken it ·
 * hatch: unknown, last was bad.
 * @typedef {"fill" | "edge" | "hollow" | "hatch"} Look
 */

/** @type {readonly Priority[]} */
export const PRIORITIES = ["high", "medium", "low"];
/** @type {Readonly<Record<Priority, string>>} */
export const SYMBOLS = { high: "!!!", medium: "!!", low: "!" };

/** @param {Alarm} alarm @returns {Look} */
export function lookOf(alarm) {
  if (alarm.condition === "unknown") return "hatch";
  if (alarm.condition === "returned") return "hollow";
  return alarm.attention === "unacknowledged" ? "fill" : "edge";
}

/** Highest first; among equals what nobody has taken, then the newest. @param {Alarm} a @param {Alarm} b */
export function bySeverity(a, b) {
  return (
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
    Number(isTaken(a)) - Number(isTaken(b)) ||
    b.onset - a.onset ||
    (a.id < b.id ? -1 : 1)
  );
}

/** @param {Alarm} alarm */
export function isTaken(alarm) {
  return alarm.attention !== "unacknowledged";
}

/** @param {Iterable<Alarm>} alarms @returns {Alarm[]} those to show, worst first */
export function worstFirst(alarms) {
  return [...alarms].filter((alarm) => alarm.condition !== "pending").sort(bySeverity);
}

/** @param {Iterable<Alarm>} alarms @param {string} bed */
export function alarmsOf(alarms, bed) {
  return worstFirst([...alarms].filter((alarm) => alarm.bed === bed));
}

/** @param {Alarm[]} alarms @returns {Record<Priority, number>} */
export function counts(alarms) {
  const found = { high: 0, medium: 0, low: 0 };
  for (const alarm of alarms) found[alarm.priority] += 1;
  return found;
}

/** What is wrong, in one line: "SBP 182 ≥ 180", "SpO2 ? last 84", "⌁ No data". @param {Alarm} alarm */
export function alarmText(alarm) {
  const name = VITAL_NAMES[alarm.vital ?? ""];
  const unknown = alarm.condition === "unknown" && name && alarm.value !== null;
  const text = unknown ? `${name} ? last ${number(alarm.value)}` : alarm.text;
  return alarm.kind === "technical" ? `⌁ ${text}` : text;
}

/**
 * What has become of it: "0:40", "✓ J. Ruiz 10:43", "ended 10:44".
 * @param {Alarm} alarm @param {number | null} now clinical instant
 */
export function alarmNote(alarm, now) {
  if (alarm.condition === "returned") {
    return alarm.ended === null ? "ended" : `ended ${timeOfDay(alarm.ended)}`;
  }
  if (isTaken(alarm)) {
    const when = alarm.acknowledged_at === null ? "" : ` ${timeOfDay(alarm.acknowledged_at)}`;
    return `✓ ${person(alarm.acknowledged_by) || alarm.attention}${when}`;
  }
  return now === null ? "" : minutes(now - alarm.onset);
}

/** The same where there is room for some 16 characters: what matters most of both. @param {Alarm} alarm */
export function shortLine(alarm) {
  const name = VITAL_NAMES[alarm.vital ?? ""];
  if (alarm.condition === "returned") {
    const ended = alarm.ended === null ? "ended" : `ended ${timeOfDay(alarm.ended)}`;
    return `${name ?? ""} ${ended}`.trim();
  }
  return isTaken(alarm) ? `✓ ${alarmText(alarm)}` : alarmText(alarm);
}

/** The vitals whose own cell takes the alarm's colour; a cuff rule names one of its pressures. @param {Alarm} alarm @returns {"spo2" | "hr" | "bp" | null} */
export function cellOf(alarm) {
  switch (alarm.vital) {
    case "spo2":
      return "spo2";
    case "hr":
    case "pr":
      return "hr";
    case "sbp":
    case "dbp":
    case "map":
    case "bp":
      return "bp";
    default:
      return null;
  }
}

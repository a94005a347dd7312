// How alarms are ordered, drawn and worded; the same on wall, strip, bed page and overview. Pure.

import { minutes, number, timeOfDay } from "../format.js";
import { person, STEP_SHORT, VITAL_NAMES } from "../words.js";
import { isEscalated, onTheWay, reached } from "./calls.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../wire.js").Priority} Priority */
/**
 * fill: active, nobody has taken it · edge: acknowledged · hollow: over, nobody has taken it ·
 * hatch: unknown, last was bad · late: found afterwards in what came too late.
 * @typedef {"fill" | "edge" | "hollow" | "hatch" | "late"} Look
 */

/** @type {readonly Priority[]} */
export const PRIORITIES = ["high", "medium", "low"];
/** @type {Readonly<Record<Priority, string>>} */
export const SYMBOLS = { high: "!!!", medium: "!!", low: "!" };

/** @param {Alarm} alarm @returns {Look} */
export function lookOf(alarm) {
  if (alarm.retro) return "late";
  if (alarm.condition === "unknown") return "hatch";
  if (alarm.condition === "returned") return "hollow";
  return alarm.attention === "unacknowledged" ? "fill" : "edge";
}

/** Highest first; among equals what nobody has taken, then the newest; late findings after all of them. @param {Alarm} a @param {Alarm} b */
export function bySeverity(a, b) {
  return (
    Number(a.retro) - Number(b.retro) ||
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

/** A late finding is no alarm of now. @param {Alarm[]} alarms @returns {Record<Priority, number>} */
export function counts(alarms) {
  const found = { high: 0, medium: 0, low: 0 };
  for (const alarm of alarms) if (!alarm.retro) found[alarm.priority] += 1;
  return found;
}

/** What is wrong, in one line: "SBP 182 ≥ 180", "SpO2 ? last 84", "⌁ No data". @param {Alarm} alarm */
export function alarmText(alarm) {
  if (alarm.retro) return lateText(alarm);
  const name = VITAL_NAMES[alarm.vital ?? ""];
  const unknown = alarm.condition === "unknown" && name && alarm.value !== null;
  const text = unknown ? `${name} ? last ${number(alarm.value)}` : alarm.text;
  return alarm.kind === "technical" ? `⌁ ${text}` : text;
}

/** @param {Alarm} alarm */
function lateText({ text }) {
  return /^late\b/i.test(text) ? text : `Late: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/**
 * What has become of it: "0:40", "0:40 → charge nurse", "J. Ruiz on the way", "✓ J. Ruiz 1:20",
 * "ended 10:44".
 * @param {Alarm} alarm
 * @param {number | null} now clinical instant
 */
export function alarmNote(alarm, now) {
  if (alarm.retro) return "";
  if (alarm.condition === "returned") {
    return alarm.ended === null ? "ended" : `ended ${timeOfDay(alarm.ended)}`;
  }
  if (isTaken(alarm)) return takenNote(alarm, now);
  const held = alarm.inhibited_by === "off_monitor" ? "held, off the monitor" : "";
  const called = held || onTheWay(alarm) || reached(alarm);
  const lasted = now === null ? "" : minutes(now - alarm.onset);
  return joined(lasted, called);
}

/** What is said beside each other; an arrow needs no dot. @param {...string} parts */
export function joined(...parts) {
  return parts.filter(Boolean).join(" · ").replaceAll(" · →", " →");
}

/** @param {Alarm} alarm @param {number | null} now */
function takenNote(alarm, now) {
  return `✓ ${takenBy(alarm)} ${againOrWhen(alarm, now)}`.trim();
}

/** @param {Alarm} alarm */
function takenBy({ attention, shelved_by, acknowledged_by }) {
  return person(attention === "shelved" ? shelved_by : acknowledged_by) || attention;
}

/** How long until it calls again; where that is not known, when it was taken. @param {Alarm} alarm @param {number | null} now */
function againOrWhen({ calls_again_at, acknowledged_at }, now) {
  if (calls_again_at !== null && now !== null) return minutes(calls_again_at - now + 999);
  return acknowledged_at === null ? "" : timeOfDay(acknowledged_at);
}

/** The same where there is room for some 16 characters: what is wrong, or that it is over. @param {Alarm} alarm */
export function shortLine(alarm) {
  const name = VITAL_NAMES[alarm.vital ?? ""];
  if (alarm.condition === "returned" && !alarm.retro) {
    const ended = alarm.ended === null ? "ended" : `ended ${timeOfDay(alarm.ended)}`;
    return `${name ?? ""} ${ended}`.trim();
  }
  return alarmText(alarm);
}

/** How far it has got with people, for the head of a small tile. @param {Alarm} alarm @param {number | null} now */
export function standing(alarm, now) {
  if (alarm.retro || alarm.condition === "returned") return "";
  if (isTaken(alarm)) return `✓ ${againOrWhen(alarm, now)} ${takenBy(alarm)}`;
  if (alarm.seen_by !== null) return "on the way";
  return isEscalated(alarm) ? `→ ${STEP_SHORT[alarm.step ?? "nurse"]}` : "";
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

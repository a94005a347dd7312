// The session's log as lines to read, newest first: from its records, phases and alarms. Pure.

import { number } from "./format.js";
import { OUTCOME_NAMES, person } from "./words.js";

/** @typedef {{at: number, what: string, who: string}} Line */
/** @typedef {Record<string, any> & {n: number, at: number, kind: string}} LogRecord a row of the log, whose
 *   members depend on its kind */

/** @type {Readonly<Record<string, string>>} */
const COMMANDS = {
  create: "Session opened",
  start: "Pump started",
  pause: "Pump paused",
  resume: "Pump running again",
  discharge: "Discharged",
};

/** @param {LogRecord[]} records @param {number} count @returns {Line[]} */
export function lastLines(records, count) {
  return records
    .flatMap((record) => lineOf(record) ?? [])
    .sort((a, b) => b.at - a.at)
    .slice(0, count);
}

/** @param {LogRecord} record @returns {Line | null} */
function lineOf(record) {
  const body = record.body ?? {};
  const at = record.happened_at ?? record.at;
  const who = person(record.by);
  const name = record.name ?? "";
  if (name === "acknowledge") return null; // told with its alarm
  if (record.kind === "command") return { at, who, what: commandText(name, body) };
  if (record.kind === "note") return { at, who, what: noteText(body) };
  return null;
}

/** Free text stands in the log as a commitment only; it is shown where the server gives it. @param {Record<string, any>} body */
function noteText({ text }) {
  return text ? `Note: ${text}` : "Note";
}

/** @param {string} name @param {Record<string, any>} body */
function commandText(name, body) {
  switch (name) {
    case "stop":
      return `Pump stopped, ${OUTCOME_NAMES[body.outcome] ?? ""}`;
    case "baseline":
      return body.captured ? "Baseline captured" : "Baseline open";
    case "abort":
      return body.handed_over ? "Handed over to emergency care" : "Aborted";
    case "note":
      return noteText(body);
    default:
      return COMMANDS[name] ?? name;
  }
}

/**
 * Lines that need no log: where alarms began and ended.
 * @param {import("./charts/figure.js").SpannedAlarm[]} alarms @returns {Line[]}
 */
export function alarmLines(alarms) {
  return alarms.flatMap((alarm) => {
    const began = { at: alarm.onset, what: alarm.text, who: "" };
    const value = alarm.value === null ? "" : ` (${number(alarm.value)})`;
    const over =
      alarm.ended === null ? [] : [{ at: alarm.ended, what: `Ended: ${alarm.text}`, who: "" }];
    const by = alarm.acknowledged_by;
    const taken =
      by && alarm.acknowledged_at !== null
        ? [{ at: alarm.acknowledged_at, what: `Acknowledged: ${alarm.text}`, who: person(by) }]
        : [];
    return [
      { ...began, what: began.what.includes("≥") ? began.what : began.what + value },
      ...taken,
      ...over,
    ];
  });
}

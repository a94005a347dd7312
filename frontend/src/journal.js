// The session's log as lines to read, newest first, from its records. Pure.

import { age, number } from "./format.js";
import { entryLine } from "./journal-entries.js";
import { OUTCOME_NAMES, person, VITAL_NAMES } from "./words.js";

/** @typedef {{at: number, what: string, who: string, n: number, rule?: string, decided?: number}} Line `at`: the instant it is about; `rule`: that decided it, and when */
/** @typedef {Record<string, any> & {n: number, at: number, kind: string}} LogRecord a row of the log, whose
 *   members depend on its kind; `clear` holds free text for those who may read it */

/** What is asked of the server's log for these lines. */
export const LOG_KINDS = /** @type {const} */ ([
  "command",
  "note",
  "reading",
  "fact",
  "transition",
]);

/** @type {Readonly<Record<string, string>>} */
const COMMANDS = {
  create: "Session opened",
  start: "Pump started",
  pause: "Pump paused",
  resume: "Pump running again",
  discharge: "Discharged",
  back_on_monitor: "Back on monitor",
};

/** These are told by the transitions they made. */
const TOLD_BY_TRANSITIONS = new Set([
  "acknowledge",
  "acknowledge_all",
  "unacknowledge",
  "shelve",
  "unshelve",
]);

/** A change of attention, by its reason. @type {Readonly<Record<string, string>>} */
const ATTENTION = {
  acknowledged: "Acknowledged",
  unacknowledged: "Acknowledgement withdrawn:",
  shelved: "Set aside:",
  unshelved: "No longer set aside:",
  shelf_over: "No longer set aside:",
  worsened: "Worse:",
  resound: "Still so:",
};

/** @param {LogRecord[]} records @param {number} count @returns {Line[]} */
export function lastLines(records, count) {
  const reasons = reasonsOf(records);
  return records
    .flatMap((record) => lineOf(record, reasons) ?? [])
    .sort((a, b) => b.at - a.at || b.n - a.n)
    .slice(0, count);
}

/** @param {LogRecord} record @param {Map<string, string>} reasons @returns {Line | null} */
function lineOf(record, reasons) {
  if (record.kind === "transition") {
    const line = transitionLine(record, reasons);
    return line && record.rule ? { ...line, rule: record.rule, decided: record.at } : line;
  }
  if (record.kind === "fact" || record.kind === "reading") return entryLine(record);
  if (record.kind !== "command" && record.kind !== "note") return null;
  const { n } = record;
  const name = record.kind === "note" ? "note" : (record.name ?? "");
  if (TOLD_BY_TRANSITIONS.has(name)) return null;
  const what = commandText(name, record.body ?? {}) + clearText(record.clear);
  return { n, at: record.happened_at ?? record.at, who: person(record.by), what };
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
    case "off_monitor":
      return `Off monitor, ${body.reason}`;
    case "note":
      return "Note";
    default:
      return COMMANDS[name] ?? name.replaceAll("_", " ");
  }
}

/** Free text stands in the log as a commitment; only who may read it gets it. @param {Record<string, string> | undefined} clear */
function clearText(clear) {
  const text = clear?.text ?? clear?.reason ?? "";
  if (clear?.companion) return `, with ${clear.companion}`;
  return text ? `: ${text}` : "";
}

/**
 * An alarm that came, went, or was taken; what never became an alarm is nobody's business.
 * @param {LogRecord} record @param {Map<string, string>} reasons @returns {Line | null}
 */
function transitionLine(record, reasons) {
  const { n, at, before, condition, because } = record;
  const taken = ATTENTION[because];
  if (taken) {
    const why = reasons.get(`${record.alarm} ${at}`);
    const who = person(because === "acknowledged" ? record.acknowledged_by : record.shelved_by);
    const gone = condition === "normal" ? lastedText(record) : "";
    return { n, at, who, what: `${taken} ${record.text}${gone}${why ? `: ${why}` : ""}` };
  }
  if (before === condition) return null;
  if (condition === "active" && before !== "unknown") {
    return { n, at: record.onset, who: "", what: record.text };
  }
  if (condition === "active") return { n, at, who: "", what: `Seen again: ${record.text}` };
  if (condition === "unknown") return { n, at, who: "", what: unknownText(record) };
  const wasShown = before === "active" || before === "unknown";
  return wasShown ? { n, at, who: "", what: `Ended: ${record.text}${lastedText(record)}` } : null;
}

/** @param {LogRecord} record */
function unknownText({ vital, value, text }) {
  const name = VITAL_NAMES[vital ?? ""];
  return name && value !== null ? `${name} ? last ${number(value)}` : `Unknown: ${text}`;
}

/** @param {LogRecord} record */
function lastedText({ onset, ended }) {
  return ended === null || ended === undefined ? "" : `, lasted ${age(ended - onset)}`;
}

/** Why somebody took an alarm, by alarm and instant. @param {LogRecord[]} records */
function reasonsOf(records) {
  /** @type {Map<string, string>} */
  const reasons = new Map();
  for (const { kind, at, body, clear } of records) {
    const reason = clear?.reason;
    if (kind === "command" && body?.alarm && reason) reasons.set(`${body.alarm} ${at}`, reason);
  }
  return reasons;
}

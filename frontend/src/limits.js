// The limits in force as they stand beside a value and in the list. Pure.

import { timeOfDay } from "./format.js";
import { person, VITAL_NAMES } from "./words.js";

/** @typedef {import("./wire.js").Limit} Limit */

/** @param {Limit[]} limits @param {string} vital @param {"high" | "low"} direction */
function medium(limits, vital, direction) {
  const found = limits.find(
    (limit) =>
      limit.vital === vital && limit.direction === direction && limit.priority === "medium",
  );
  return found && !found.inactive ? found.value : null;
}

/** "90–", "50–120", "< 160/100": what is still inside. @param {Limit[]} limits @param {"spo2" | "hr" | "bp"} shown */
export function limitText(limits, shown) {
  const text = insideText(limits, shown);
  const vitals = shown === "bp" ? ["sbp", "dbp"] : [shown];
  const off = limits.find(({ vital, inactive }) => inactive && vitals.includes(vital))?.inactive;
  return text === "" && off ? `⊘ ${INACTIVE[off]}` : text;
}

/** @param {Limit[]} limits @param {"spo2" | "hr" | "bp"} shown */
function insideText(limits, shown) {
  if (shown === "bp") {
    const upper = [medium(limits, "sbp", "high"), medium(limits, "dbp", "high")];
    return upper[0] === null || upper[1] === null ? "" : `< ${upper[0]}/${upper[1]}`;
  }
  const low = medium(limits, shown, "low");
  const high = medium(limits, shown, "high");
  return low === null && high === null ? "" : `${low ?? ""}–${high ?? ""}`;
}

/**
 * One row a vital and direction: medium, then high.
 * @param {Limit[]} limits
 * @returns {{vital: string, direction: "high" | "low", medium: Limit | null, high: Limit | null}[]}
 */
export function limitRows(limits) {
  /** @type {Map<string, {vital: string, direction: "high" | "low", medium: Limit | null, high: Limit | null}>} */
  const rows = new Map();
  for (const limit of limits) {
    const { vital, direction, priority } = limit;
    const key = `${vital} ${direction}`;
    const row = rows.get(key) ?? { vital, direction, medium: null, high: null };
    if (priority !== "low") row[priority] = limit;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** Why a limit judges nothing, in words. @type {Readonly<Record<NonNullable<Limit["inactive"]>, string>>} */
const INACTIVE = { no_baseline: "no baseline" };

/** Whether a limit that is shown beside a value is another one than the protocol's. @param {Limit[]} limits @param {"spo2" | "hr" | "bp"} shown */
export function isEdited(limits, shown) {
  const vitals = shown === "bp" ? ["sbp", "dbp"] : [shown];
  return limits.some(
    ({ vital, priority, edited }) => edited && priority === "medium" && vitals.includes(vital),
  );
}

/** What is named when somebody chooses one: "SpO2 < 90, medium". @param {Limit} limit */
export function limitName(limit) {
  const { vital, priority } = limit;
  return `${VITAL_NAMES[vital] ?? vital} ${boundText(limit)}, ${priority}`;
}

/** "edited by ruiz 10:42 until this session ends; protocol: 90" @param {Limit} limit */
export function editText({ edited }) {
  if (!edited) return "";
  const who = `edited by ${person(edited.by)} ${timeOfDay(edited.at)}`;
  return `${who} until this session ends; protocol: ${edited.before}`;
}

/** "≥ 160", "< 90, 15 s", "no baseline". @param {Limit | null} limit */
export function boundText(limit) {
  if (!limit) return "–";
  if (limit.inactive) return INACTIVE[limit.inactive];
  const seconds = Math.round(limit.delay_ms / 1000);
  const delay =
    seconds === 0 ? "" : seconds < 120 ? `, ${seconds} s` : `, ${Math.round(seconds / 60)} min`;
  return `${limit.direction === "high" ? "≥" : "<"} ${limit.value}${delay}`;
}

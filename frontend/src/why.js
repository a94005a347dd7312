// Why a rule did or did not act at an instant: the server's answer in words. Pure.

import { age, number, timeWithSeconds } from "./format.js";
import { VITAL_NAMES } from "./words.js";

/**
 * @typedef {object} Why
 * @property {string} rule
 * @property {number} at
 * @property {{phase: string, since_stop_ms: number} | null} stage
 * @property {Record<string, import("./wire.js").VitalView>} values
 * @property {{value: number, clear: number, delay_ms: number, readings: number, clear_delay_ms: number, clear_readings: number} | null} limit
 * @property {"no_baseline" | null} inactive
 * @property {Record<string, number>} counters
 * @property {string} condition
 * @property {import("./wire.js").Alarm | null} alarm
 * @property {string} decision
 */

/** "spo2_low_high" as it is read: "SpO2 low high". @param {string} rule */
export function ruleName(rule) {
  const [first = "", ...rest] = rule.split("_");
  return [VITAL_NAMES[first] ?? first, ...rest].join(" ");
}

/** Each input with how old it was, and whether it could be believed. @param {Why} why @returns {string[]} */
export function inputLines({ values }) {
  return Object.entries(values).map(([vital, view]) => {
    const name = VITAL_NAMES[vital] ?? vital;
    const old = view.age === null ? "never measured" : `${age(view.age)} old`;
    const doubt =
      view.state === "live" ? "" : `, ${view.reason?.replaceAll("_", " ") ?? view.state}`;
    return `${name} ${number(view.value)}, ${old}${doubt}${view.held ? ", held" : ""}`;
  });
}

/** The limit in force, and what leaves it again. @param {Why} why */
export function limitLine({ limit, inactive }) {
  if (inactive) return `inactive: ${inactive.replaceAll("_", " ")}`;
  if (!limit) return "none of its own in this phase";
  const over = `${limit.value} ${persistence(limit.delay_ms, limit.readings)}`;
  const back = `${limit.clear} ${persistence(limit.clear_delay_ms, limit.clear_readings)}`;
  return `alarm at ${over.trim()}; over at ${back.trim()}`;
}

/** @param {number} ms @param {number} readings */
function persistence(ms, readings) {
  const parts = [];
  if (ms > 0) parts.push(`for ${ms / 1000} s`);
  if (readings > 1) parts.push(`in ${readings} readings`);
  return parts.join(", ");
}

/** What persistence had counted: instants as clinic time, durations as seconds. @param {Why} why @returns {string[]} */
export function counterLines({ counters }) {
  return Object.entries(counters).map(([name, value]) => {
    const words = name.replace(/_ms$/, "").replaceAll("_", " ");
    if (name.endsWith("_since")) return `${words} ${timeWithSeconds(value)}`;
    return name.endsWith("_ms") ? `${words} ${value / 1000} s` : `${words} ${value}`;
  });
}

/** The instant of that time of day nearest to another one. @param {string} text "10:42:07" @param {number} near @returns {number | null} */
export function instantOf(text, near) {
  const [hours, minutes, seconds = 0] = text.split(":").map(Number);
  if (hours === undefined || minutes === undefined || !Number.isFinite(hours + minutes))
    return null;
  const day = new Date(near);
  day.setHours(hours, minutes, seconds, 999);
  const found = day.getTime();
  const half = 43_200_000;
  if (found - near > half) return found - 2 * half;
  return near - found > half ? found + 2 * half : found;
}

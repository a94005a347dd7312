// Whom an alarm has reached, who comes, and what calls next: words and countdowns in the server's
// time. Received, seen and acknowledged are three facts. Pure.

import { minutes, timeWithSeconds } from "../format.js";
import { person, STEP_NAMES } from "../words.js";

/** @typedef {import("../wire.js").Alarm} Alarm */

/** A screen that shows an alarm says so at once; after this long nobody can be relied on, ms. */
const CONFIRMED_WITHIN_MS = 10_000;

/** Beyond the nurse of the bed, and still unanswered. @param {Alarm} alarm */
export function isEscalated({ step, attention }) {
  return attention === "unacknowledged" && step !== null && step !== "nurse";
}

/** "→ charge nurse" @param {Alarm} alarm */
export function reached(alarm) {
  return isEscalated(alarm) ? `→ ${STEP_NAMES[alarm.step ?? "nurse"]}` : "";
}

/** "J. Ruiz on the way" @param {Alarm} alarm */
export function onTheWay({ seen_by, attention }) {
  return seen_by !== null && attention === "unacknowledged" ? `${person(seen_by)} on the way` : "";
}

/** "told: charge nurse 10:43:05" @param {Alarm} alarm */
export function told(alarm) {
  if (!isEscalated(alarm) || alarm.step === null) return "";
  const when = alarm.step_at === null ? "" : ` ${timeWithSeconds(alarm.step_at)}`;
  return `told: ${STEP_NAMES[alarm.step]}${when}`;
}

/** "charge nurse in 0:22" @param {Alarm} alarm @param {number | null} now */
export function nextCall({ next_step, next_step_at, attention }, now) {
  if (attention !== "unacknowledged" || next_step === null) return "";
  if (next_step_at === null || now === null) return "";
  return `${STEP_NAMES[next_step]} in ${countdown(next_step_at - now)}`;
}

/** "sounds again in 1:20", of what makes no sound "calls again". @param {Alarm} alarm @param {number | null} now */
export function callsAgain({ calls_again_at, attention, silent }, now) {
  if (attention === "unacknowledged" || calls_again_at === null || now === null) return "";
  return `${silent ? "calls" : "sounds"} again in ${countdown(calls_again_at - now)}`;
}

/** An alarm that somebody is called for, and that no watching screen has. @param {Alarm} alarm @param {number | null} now */
export function unconfirmed({ step, received_at, attention, onset, condition }, now) {
  const calling = attention === "unacknowledged" && condition !== "returned" && step !== null;
  const late = now !== null && now - onset >= CONFIRMED_WITHIN_MS;
  return calling && late && received_at === null ? "no screen has confirmed" : "";
}

/** Never 0:00 while something is left. @param {number} ms */
function countdown(ms) {
  return minutes(Math.max(0, ms) + 999);
}

// Which burst sounds when: one at a time, the highest, again and again until somebody takes the
// alarm; a new alarm at once. Pure. Real seconds, whatever the clinical rate.

import { BURSTS, lengthOf } from "./bursts.js";

/** @typedef {import("./bursts.js").BurstName} BurstName */
/** @typedef {{id: string, burst: BurstName}} Sounding something that asks to be heard */
/**
 * @typedef {object} Turns
 * @property {{burst: BurstName, from: number} | null} last the burst that sounds or sounded last, ms
 * @property {Set<string>} heard ids of what a burst was played for, while it asks
 * @property {Pause | null} pause
 */
/**
 * @typedef {object} Pause
 * @property {number} until ms
 * @property {Set<string> | null} known what asked when it began, anything else ends it; null: not
 *   known yet, what asks at the next look counts
 */
/** @typedef {{kind: "rest"} | {kind: "stop"} | {kind: "play", burst: BurstName, heard: string[]}} Turn */

/** @type {readonly BurstName[]} highest first: without the server nothing else can be known */
const ORDER = ["lost", "high", "medium", "low"];
export const LONGEST_PAUSE_MS = 120_000;

/** @returns {Turns} */
export function noTurns() {
  return { last: null, heard: new Set(), pause: null };
}

/**
 * Called several times a second and at every change.
 * @param {Turns} turns changed in place
 * @param {Sounding[]} asking
 * @param {number} now ms
 * @returns {Turn}
 */
export function nextTurn(turns, asking, now) {
  forget(turns, asking);
  if (turns.pause && isOver(turns.pause, asking, now)) turns.pause = null;
  const playing = playingAt(turns, now);
  const asked = asking.some((each) => each.burst === playing);
  if (playing && (turns.pause || !asked)) return stop(turns);
  const burst = ORDER.find((name) => asking.some((each) => each.burst === name));
  if (burst === undefined || turns.pause || burst === playing) return { kind: "rest" };
  const ids = asking.filter((each) => each.burst === burst).map(({ id }) => id);
  const fresh = ids.some((id) => !turns.heard.has(id));
  if (!fresh && now < dueAt(turns, burst)) return { kind: "rest" };
  turns.last = { burst, from: now };
  for (const id of ids) turns.heard.add(id);
  return { kind: "play", burst, heard: ids };
}

/**
 * Silence, on this screen, until something new. Once more, it only ends at another time.
 * @param {Turns} turns @param {Sounding[] | null} asking null: cannot be known yet @param {number} now
 * @param {number} [length] ms
 */
export function pause(turns, asking, now, length = LONGEST_PAUSE_MS) {
  const until = now + Math.min(length, LONGEST_PAUSE_MS);
  const known = turns.pause?.known ?? (asking && idsOf(asking));
  turns.pause = { until, known };
}

/** @param {Sounding[]} asking */
function idsOf(asking) {
  return new Set(asking.map(({ id }) => id));
}

/** What no longer asks will be new when it asks again. @param {Turns} turns @param {Sounding[]} asking */
function forget({ heard, pause: paused }, asking) {
  const ids = idsOf(asking);
  if (paused) paused.known ??= idsOf(asking);
  for (const set of [heard, paused?.known]) {
    for (const id of set ?? []) if (!ids.has(id)) set?.delete(id);
  }
}

/** @param {Pause} paused @param {Sounding[]} asking @param {number} now */
function isOver({ until, known }, asking, now) {
  return now >= until || asking.some(({ id }) => known?.has(id) === false);
}

/** @param {Turns} turns @param {number} now */
function playingAt({ last }, now) {
  if (!last) return null;
  return now < last.from + lengthOf(BURSTS[last.burst]) * 1000 ? last.burst : null;
}

/** @param {Turns} turns @returns {Turn} */
function stop(turns) {
  turns.last = null;
  return { kind: "stop" };
}

/** When an alarm that was heard is heard again, ms. @param {Turns} turns @param {BurstName} burst */
function dueAt({ last }, burst) {
  const { every } = BURSTS[burst];
  if (every === null) return Number.POSITIVE_INFINITY;
  return last === null ? Number.NEGATIVE_INFINITY : last.from + every * 1000;
}

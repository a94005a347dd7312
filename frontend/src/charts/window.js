// Which stretch of time the figure shows. Pure.

/** @typedef {import("../wire.js").Session} Session */
/** @typedef {"15" | "60" | "whole"} Choice */
/** @typedef {{from: number, to: number}} Stretch */

const MINUTE = 60_000;
/** Empty room on the right, so that the newest reading does not stick to the edge: part of the width. */
const AHEAD = 0.03;
/** The whole session reaches at least this far past its beginning. */
const SHORTEST_WHOLE_MS = 30 * MINUTE;

/** @param {Choice} choice @param {Session} session @param {number} now @returns {Stretch} */
export function stretchOf(choice, session, now) {
  if (choice === "whole") return whole(session, now);
  const span = Number(choice) * MINUTE;
  const to = now + span * AHEAD;
  return { from: to - span, to };
}

/** From check-in to the next gate, which stays visible and empty. @param {Session} session @param {number} now @returns {Stretch} */
function whole(session, now) {
  const from = session.created_at - MINUTE;
  const end = session.ended_at ?? Math.max(now, session.planned_end ?? now);
  const to = Math.max(end + 2 * MINUTE, from + SHORTEST_WHOLE_MS);
  return { from, to };
}

/** Moved by hand: seen from here on. @param {Stretch} stretch @param {number} now */
export function isPast({ to }, now) {
  return to < now;
}

const AROUND_MS = 15 * MINUTE;

/** An instant of the past in the middle, as far as that is past. @param {number} at @param {number} now @returns {Stretch} */
export function around(at, now) {
  const to = Math.max(at, Math.min(at + AROUND_MS / 2, now));
  return { from: to - AROUND_MS, to };
}

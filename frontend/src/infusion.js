// The infusion clock at any instant, from what the session says. Pure.

/** @typedef {import("./wire.js").Session} Session */
/**
 * @typedef {object} InfusionClock
 * @property {number} infused ms of pump time
 * @property {number} planned ms
 * @property {number} left ms, never below zero
 * @property {boolean} reached the planned time has run; the pump's end is to be recorded
 * @property {number | null} sinceStart ms
 * @property {number | null} sinceStop ms
 * @property {number | null} pausedFor ms of the present pause
 * @property {number | null} end the instant at which the dose will be in
 */

/** @param {Session} session @param {number} now clinical instant @returns {InfusionClock} */
export function infusionClock(session, now) {
  const planned = session.clock.planned_ms;
  const infused = infusedAt(session, now);
  const open = session.phases.at(-1);
  return {
    infused,
    planned,
    left: Math.max(0, planned - infused),
    reached: session.phase === "infusion" && infused >= planned,
    sinceStart: session.started_at === null ? null : now - session.started_at,
    sinceStop: session.stopped_at === null ? null : now - session.stopped_at,
    pausedFor: session.paused && open ? Math.max(0, now - open.from_at) : null,
    end: session.planned_end,
  };
}

/** @param {Session} session @param {number} now */
function infusedAt(session, now) {
  const running = session.phase === "infusion" && !session.paused;
  if (!running || session.planned_end === null) return session.clock.infused_ms;
  return Math.max(0, session.clock.planned_ms - (session.planned_end - now));
}

/**
 * Open sessions whose patients share initials, with what tells them apart.
 * @param {Iterable<import("./wire.js").Bed>} beds @returns {Set<string>} beds to mark
 */
export function sameInitials(beds) {
  /** @type {Map<string, string[]>} */
  const byInitials = new Map();
  for (const { bed, session } of beds) {
    if (!session) continue;
    const initials = session.patient.initials;
    byInitials.set(initials, [...(byInitials.get(initials) ?? []), bed]);
  }
  return new Set([...byInitials.values()].filter((shared) => shared.length > 1).flat());
}

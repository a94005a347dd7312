// What a session's phase and clock read as, on tile, overview and bed page. Pure.

import { age, infusionMinutes, minutes, timeOfDay } from "./format.js";
import { infusionClock } from "./infusion.js";
import { PHASE_NAMES, PHASE_SHORT } from "./words.js";

/** @typedef {import("./wire.js").Session} Session */
/** @typedef {import("./wire.js").Bed} Bed */

/** The chip: "INF", "PAUSED", "OFF MONITOR". @param {Session} session @param {"short" | "long"} length */
export function phaseWord(session, length) {
  if (session.off_monitor) return length === "short" ? "OFF" : "OFF MONITOR";
  if (session.paused) return "PAUSED";
  return length === "short" ? PHASE_SHORT[session.phase] : PHASE_NAMES[session.phase].toUpperCase();
}

/**
 * The clock in two parts; the second may be left out where there is no room.
 * @param {Session} session @param {number} now clinical instant
 * @returns {{main: string, side: string}}
 */
export function clockWords(session, now) {
  const clock = infusionClock(session, now);
  const infused = infusionMinutes(Math.min(clock.infused, clock.planned));
  const ran = `${infused} / ${infusionMinutes(clock.planned)}`;
  switch (session.phase) {
    case "check_in":
      return { main: "before baseline", side: "" };
    case "baseline":
      return session.baseline
        ? { main: "baseline taken", side: `at ${timeOfDay(session.baseline.at)}` }
        : { main: "baseline open", side: "" };
    case "infusion":
      if (clock.pausedFor !== null)
        return { main: ran, side: `paused ${minutes(clock.pausedFor)}` };
      if (clock.reached) return { main: `${infused} reached`, side: "confirm pump finished" };
      return { main: ran, side: `${infusionMinutes(clock.left)} left` };
    case "observation":
      return {
        main: `${infusionMinutes(clock.sinceStop ?? 0)} since stop`,
        side: startedAgo(clock),
      };
    case "discharged":
    case "aborted": {
      const at = session.ended_at === null ? "" : timeOfDay(session.ended_at);
      return { main: PHASE_NAMES[session.phase].toLowerCase(), side: at };
    }
  }
}

/** Minutes of infusion, or since its stop; nothing before it. @param {Session} session @param {number} now */
export function clockShort(session, now) {
  const clock = infusionClock(session, now);
  if (session.phase === "infusion") return infusionMinutes(Math.min(clock.infused, clock.planned));
  if (clock.sinceStop !== null && isOpen(session)) return `+${infusionMinutes(clock.sinceStop)}`;
  return "";
}

/** @param {import("./infusion.js").InfusionClock} clock */
function startedAgo({ sinceStart }) {
  return sinceStart === null ? "" : `${infusionMinutes(sinceStart)} since start`;
}

/** A source counts as sending for this long after its last sample, ms of clinical time. */
const SENDING_MS = 10_000;

/**
 * What a bed without a session says about its monitor.
 * @param {Bed} bed @param {number | null} now
 * @returns {{text: string, sending: boolean}}
 */
export function freeWords({ monitor }, now) {
  if (!monitor) return { text: "no monitor", sending: false };
  if (!monitor.connected) return { text: `${monitor.id} not connected`, sending: false };
  const last = monitor.last_at;
  const sending = last !== null && now !== null && now - last < SENDING_MS;
  return sending
    ? { text: `${monitor.id} sending, no patient`, sending }
    : { text: "monitor ready", sending };
}

/** @param {Session} session */
export function isOpen(session) {
  return session.phase !== "discharged" && session.phase !== "aborted";
}

/** Which device speaks, and whether its clock can be trusted. @param {import("./wire.js").MonitorView | null} monitor */
export function monitorWords(monitor) {
  if (!monitor) return "No monitor on this bed";
  if (!monitor.connected) return `Monitor ${monitor.id} is not connected`;
  if (monitor.skew === null) return `Monitor ${monitor.id}`;
  const side = monitor.skew > 0 ? "behind" : "ahead";
  return `Monitor ${monitor.id} · its clock is ${age(Math.abs(monitor.skew))} ${side}`;
}

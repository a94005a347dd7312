// The patient is off the monitor: how long already, of how long, why. Pure.

import { minutes } from "./format.js";
import { person } from "./words.js";

/** @typedef {import("./wire.js").Session} Session */

/** "3:12 of 10:00 · bathroom · anna", "" on the monitor. @param {Session} session @param {number} now clinical instant */
export function awayText({ off_monitor: away }, now) {
  if (!away) return "";
  const gone = `${minutes(now - away.since)} of ${minutes(away.until - away.since)}`;
  return [gone, away.reason, person(away.by)].filter(Boolean).join(" · ");
}

/** The same for a tile's last row. @param {Session | null} session @param {number} now @param {"short" | "long"} length */
export function awayLine(session, now, length) {
  const away = session ? awayText(session, now) : "";
  return away && `${length === "short" ? "OFF" : "OFF MONITOR"} ${away}`;
}

/** @param {Session} session @param {number} now @returns {"away" | "overdue" | null} */
export function awayState({ off_monitor: away }, now) {
  if (!away) return null;
  return now < away.until ? "away" : "overdue";
}

// What a screen says about itself as a station. Pure.

import { minutes } from "../format.js";

/**
 * @typedef {"silent" | "blocked" | "not-tested" | "not-covering" | "paused" | "back" | "armed"} BadgeState
 */
/**
 * @typedef {object} Facts
 * @property {import("../wire.js").Station["kind"]} kind
 * @property {import("./speaker.js").SoundState} sound
 * @property {boolean} heard somebody heard the test sound of this screen
 * @property {import("../live/watchdog.js").Link} link
 * @property {number | null} pausedUntil ms
 * @property {import("./attention.js").Attention} attention
 * @property {number} now ms, same clock
 */

/** @param {Facts} facts @returns {{state: BadgeState, text: string}} what weighs most */
export function badgeOf({ kind, sound, heard, link, pausedUntil, attention, now }) {
  if (kind === "bedside" || kind === "practice")
    return { state: "silent", text: "silent by design" };
  if (sound !== "running") return { state: "blocked", text: "sound blocked" };
  if (pausedUntil !== null) {
    return { state: "paused", text: `sound paused ${minutes(pausedUntil - now + 999)}` };
  }
  if (!heard) return { state: "not-tested", text: "sound not tested" };
  if (link !== "live") return { state: "not-covering", text: "not covering" };
  if (attention.away) return { state: "back", text: attention.away };
  const { back } = attention;
  if (back) return { state: "back", text: `${back.was}, back ${minutes(now - back.at)} ago` };
  return { state: "armed", text: "● ARMED" };
}

// How a value is shown: its text, how far it may be believed, and the words beside it. Pure.

import { age, ago, IMPLAUSIBLE, NO_VALUE, number } from "./format.js";
import { LOST_AFTER_MS, TICKS_STOPPED_AFTER_MS } from "./live/watchdog.js";

/** @typedef {import("./wire.js").VitalView} VitalView */
/** @typedef {import("./wire.js").BloodPressureView} BloodPressureView */
/** @typedef {import("./wire.js").ValueState} ValueState */
/** @typedef {{text: string, state: ValueState, note: string, hand?: true}} Shown `hand`: a person entered it, its note says so */
/**
 * What this page knows about the way the value came.
 * @typedef {object} Path
 * @property {import("./live/watchdog.js").Link} link
 * @property {number} silence real ms since this bed's vitals last came
 * @property {number} rate clinical ms per real ms
 * @property {boolean} [doubted] an open alarm on this vital is "unknown, last was bad"
 */

const NO_CUFF = "--/--";

/** @param {VitalView} view @param {Path} path @returns {Shown} */
export function shownVital(view, path) {
  if (isCutOff(path)) return { text: NO_VALUE, state: "absent", note: "" };
  const since = agedBy(view.age, path);
  switch (view.state) {
    case "live":
    case "stale": {
      const note = since === null ? "" : age(since);
      return marked({ text: number(view.value), state: view.state, note }, view.source);
    }
    case "absent":
      return {
        text: path.doubted ? "?" : NO_VALUE,
        state: "absent",
        note: since === null ? "none yet" : age(since),
      };
    case "invalid":
      return invalid(view, path.doubted ?? false);
  }
}

/** @param {VitalView} view @param {boolean} doubted @returns {Shown} */
function invalid(view, doubted) {
  const implausible = view.reason === "implausible";
  const text = implausible ? IMPLAUSIBLE : doubted ? "?" : NO_VALUE;
  return { text, state: "invalid", note: implausible ? "implausible" : "no signal" };
}

/**
 * The cuff: a reading keeps its numbers until it is gone, always with the time since.
 * @param {BloodPressureView} view @param {Path} path
 * @returns {Shown & {map: string}}
 */
export function shownPressure(view, path) {
  const none = { text: NO_CUFF, map: NO_VALUE };
  if (isCutOff(path)) return { ...none, state: "absent", note: "" };
  const since = agedBy(view.age, path);
  const note = since === null ? "none yet" : ago(since);
  if (view.state === "invalid") {
    const implausible = view.reason === "implausible";
    const text = implausible ? IMPLAUSIBLE : path.doubted ? "?" : NO_CUFF;
    return { text, map: NO_VALUE, state: "invalid", note: implausible ? "implausible" : "failed" };
  }
  if (view.state === "absent") {
    return { ...none, text: path.doubted ? "?" : NO_CUFF, state: "absent", note };
  }
  const text = `${number(view.sbp)}/${number(view.dbp)}`;
  return marked({ text, map: number(view.map), state: view.state, note }, view.source);
}

/**
 * A number that somebody entered says so, wherever it stands.
 * @template {Shown} S
 * @param {S} shown @param {string | null} source @returns {S}
 */
function marked(shown, source) {
  return source === "hand" ? { ...shown, note: `✎ ${shown.note}`, hand: true } : shown;
}

/** Nothing of this bed may be believed. @param {Path} path */
function isCutOff(path) {
  return path.link === "lost" || path.silence >= LOST_AFTER_MS;
}

/** The server's age, carried on only when its ticks stop. @param {number | null} sent @param {Path} path */
function agedBy(sent, { silence, rate }) {
  if (sent === null) return null;
  return silence < TICKS_STOPPED_AFTER_MS ? sent : sent + silence * rate;
}

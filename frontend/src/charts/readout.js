// The fixed row above the figure: what was measured at one instant. Pure.

import { infusionMinutes, number, timeWithSeconds } from "../format.js";
import { firstFrom, gapOf } from "./series.js";

/** @typedef {import("./series.js").Readings} Readings */
/** @typedef {import("./series.js").Series} Series */

/**
 * @param {Readings} readings
 * @param {import("../wire.js").Session} session
 * @param {number} at
 * @param {boolean} isNow nobody points at anything
 */
export function readoutText(readings, session, at, isNow) {
  const since = session.started_at === null ? null : at - session.started_at;
  const minute =
    since === null ? "" : ` · ${since < 0 ? "−" : "+"}${infusionMinutes(Math.abs(since))}`;
  const when = isNow ? "Point at the curves to read them" : timeWithSeconds(at) + minute;
  if (isNow) return when;
  const cuff = readings.cuffs.findLast((reading) => reading.at <= at);
  const bp = cuff
    ? `${number(cuff.sbp)}/${number(cuff.dbp)} at ${timeWithSeconds(cuff.at)}`
    : "--/--";
  return `${when}   SpO2 ${number(valueAt(readings.spo2, at))}   HR ${number(valueAt(readings.hr, at))}   BP ${bp}`;
}

/** The last reading not further back than a gap. @param {Series} series @param {number} at */
export function valueAt(series, at) {
  const row = firstFrom(series.at, at + 1) - 1;
  const measured = series.at[row];
  if (measured === undefined || at - measured > gapOf(series)) return null;
  return series.value[row] ?? null;
}

// The figure's panels: where they stand, which fixed ranges they may have, how time is written. Pure.

import { timeOfDay } from "../format.js";

/** @typedef {"spo2" | "hr" | "bp"} Panel */
/** @typedef {import("./series.js").Readings} Readings */

/** Parts of the height, from the bottom; gaps of 0.02 between. */
export const DOMAINS = /** @type {const} */ ({
  bp: [0, 0.36],
  hr: [0.38, 0.62],
  spo2: [0.64, 0.9],
  lanes: [0.92, 1],
});

/** Around the panels, px: numbers left and right, two lines of time below. */
export const MARGIN = /** @type {const} */ ({ l: 40, r: 52, t: 4, b: 42 });

/** @type {Readonly<Record<Panel | "lanes", string>>} */
export const AXIS = { spo2: "y", hr: "y2", bp: "y3", lanes: "y4" };

/** The vitals that have limits in the figure. @type {Readonly<Record<string, Panel>>} */
export const PANEL_OF = { spo2: "spo2", hr: "hr", sbp: "bp", dbp: "bp" };

/** Ranges never fit the data: a value outside takes the next step, for the rest of the session.
 * @type {Readonly<Record<Panel, readonly [number, number][]>>} */
const STEPS = {
  spo2: [
    [84, 100.5],
    [70, 100.5],
    [50, 100.5],
  ],
  hr: [
    [40, 140],
    [20, 200],
  ],
  bp: [
    [40, 200],
    [30, 260],
  ],
};

/** Ticks lie inside the range, so that the panels' numbers do not meet. @type {Readonly<Record<Panel, readonly number[][]>>} */
const TICKS = {
  spo2: [
    [85, 90, 95, 100],
    [75, 80, 85, 90, 95, 100],
    [60, 70, 80, 90, 100],
  ],
  hr: [
    [60, 80, 100, 120],
    [40, 80, 120, 160],
  ],
  bp: [
    [60, 80, 100, 120, 140, 160, 180],
    [60, 100, 140, 180, 220],
  ],
};

/**
 * @param {Panel} panel @param {Readings} readings
 * @returns {{range: readonly [number, number], ticks: number[]}}
 */
export function rangeFor(panel, readings) {
  const [lowest, highest] = extent(panel, readings);
  const steps = STEPS[panel];
  const fitting = steps.findIndex(([low, high]) => lowest >= low && highest <= high);
  const step = fitting === -1 ? steps.length - 1 : fitting;
  return { range: steps[step] ?? [0, 1], ticks: [...(TICKS[panel][step] ?? [])] };
}

/** @param {Panel} panel @param {Readings} readings @returns {[number, number]} */
function extent(panel, readings) {
  const values = valuesOf(panel, readings);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

const MINUTE = 60_000;

/**
 * Two lines a tick: clinic time, and minutes since the infusion's start.
 * @param {{from: number, to: number}} view @param {number | null} start
 * @returns {{at: number, text: string}[]}
 */
export function timeTicks({ from, to }, start) {
  const step = stepFor(to - from);
  const origin = start ?? 0;
  const ticks = [];
  for (let at = origin + Math.ceil((from - origin) / step) * step; at <= to; at += step) {
    const since = Math.round((at - origin) / MINUTE);
    const second = start === null ? "" : `<br>${since < 0 ? `−${-since}` : `+${since}`}`;
    ticks.push({ at, text: timeOfDay(at) + second });
  }
  return ticks;
}

/** @param {number} span ms */
function stepFor(span) {
  if (span <= 16 * MINUTE) return 2 * MINUTE;
  if (span <= 40 * MINUTE) return 5 * MINUTE;
  return span <= 100 * MINUTE ? 10 * MINUTE : 20 * MINUTE;
}

/** Plotly writes epoch milliseconds as UTC: this much is added to every instant. @param {number} at */
export function clinicOffset(at) {
  return -new Date(at).getTimezoneOffset() * MINUTE;
}

/** @param {Panel} panel @param {Readings} readings @returns {number[]} */
function valuesOf(panel, readings) {
  if (panel === "bp") return readings.cuffs.flatMap(({ sbp, dbp }) => [sbp, dbp]);
  const entered = readings.entered.filter(({ vital }) => vital === panel);
  return [...readings[panel].value, ...entered.map(({ value }) => value)];
}

// The readings of one session as the figure needs them: one series a vital, and the cuff's readings.
// Filled from the server's columns, then carried on from the live ticks. Pure.

/** @typedef {{at: number[], value: number[], late: boolean[]}} Series rising instants */
/** @typedef {{at: number, sbp: number, dbp: number, map: number | null, source: string}} Cuff */
/** @typedef {{at: number, vital: "spo2" | "hr", value: number}} Entered what a person read or measured */
/** @typedef {{spo2: Series, hr: Series, cuffs: Cuff[], entered: Entered[]}} Readings */
/**
 * The answer of `/api/sessions/{id}/vitals`: one row an instant.
 * @typedef {object} Columns
 * @property {number[]} at
 * @property {(number | null)[]} hr
 * @property {(number | null)[]} spo2
 * @property {(number | null)[]} sbp
 * @property {(number | null)[]} dbp
 * @property {(number | null)[]} map
 * @property {boolean[]} [late]
 * @property {boolean[]} [hand]
 * @property {("nibp" | "art" | "hand" | null)[]} [bp]
 */

/** A vital counts as interrupted after this many of its usual distances. */
const GAP_CADENCES = 3;
const SHORTEST_CADENCE_MS = 1000;

/** @returns {Readings} */
export function noReadings() {
  return { spo2: emptySeries(), hr: emptySeries(), cuffs: [], entered: [] };
}

/** @returns {Series} */
function emptySeries() {
  return { at: [], value: [], late: [] };
}

/** @param {Columns} columns @returns {Readings} */
export function readingsFrom(columns) {
  const readings = noReadings();
  columns.at.forEach((at, row) => {
    const late = columns.late?.[row] ?? false;
    for (const vital of /** @type {const} */ (["spo2", "hr"])) {
      const value = columns[vital]?.[row] ?? null;
      if (value === null) continue;
      if (columns.hand?.[row]) readings.entered.push({ at, vital, value });
      else push(readings[vital], at, value, late);
    }
    const sbp = columns.sbp?.[row] ?? null;
    const dbp = columns.dbp?.[row] ?? null;
    if (sbp === null || dbp === null) return;
    const source = columns.bp?.[row] ?? "nibp";
    if (source === "art") return; // an arterial line is no cuff reading
    readings.cuffs.push({ at, sbp, dbp, map: columns.map?.[row] ?? null, source });
  });
  return readings;
}

/**
 * Adds what a tick brought that is newer than what is there. A reading stands where the judge saw
 * it, which is its age before the tick: the monitor's own clock may be hours off.
 * @param {Readings} readings changed in place
 * @param {import("../wire.js").Vitals} vitals
 * @param {number} now the tick's instant
 */
export function carryOn(readings, vitals, now) {
  for (const vital of /** @type {const} */ (["spo2", "hr"])) {
    const { age, value, state, source } = vitals[vital];
    if (state !== "live" || age === null || value === null) continue;
    if (source === "hand") {
      enter(readings, { at: now - age, vital, value });
      continue;
    }
    const last = readings[vital].at.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (now - age > last) push(readings[vital], now - age, value, false);
  }
  const { age, sbp, dbp, map, source, state } = vitals.bp;
  if (age === null || sbp === null || dbp === null) return;
  const last = readings.cuffs.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  if (now - age > last && (state === "live" || state === "stale")) {
    readings.cuffs.push({ at: now - age, sbp, dbp, map, source: source ?? "nibp" });
  }
}

/** Ticks say the same again and again. @param {Readings} readings @param {Entered} reading */
function enter({ entered }, reading) {
  const { at, vital } = reading;
  if (!entered.some((known) => known.at === at && known.vital === vital)) entered.push(reading);
}

/**
 * Puts what the server has from an instant on in the place of what ticks brought since: a newer tick
 * replaces one that waits, so some readings never came.
 * @param {Readings} readings changed in place
 * @param {Readings} known what the server has
 * @param {number} from
 */
export function fillIn(readings, known, from) {
  for (const vital of /** @type {const} */ (["spo2", "hr"])) {
    const there = readings[vital];
    const here = known[vital];
    const last = here.at.at(-1) ?? from;
    const kept = firstFrom(there.at, from);
    const later = firstFrom(there.at, last + 1);
    for (const key of /** @type {const} */ (["at", "value", "late"])) {
      const [before, after] = [there[key].slice(0, kept), there[key].slice(later)];
      Object.assign(there, { [key]: [...before, ...here[key], ...after] });
    }
  }
  for (const reading of known.entered) enter(readings, reading);
  const last = known.cuffs.at(-1)?.at ?? from;
  readings.cuffs = [
    ...readings.cuffs.filter(({ at }) => at < from),
    ...known.cuffs,
    ...readings.cuffs.filter(({ at }) => at > last),
  ];
}

/** @param {Series} series @param {number} at @param {number} value @param {boolean} late */
function push(series, at, value, late) {
  series.at.push(at);
  series.value.push(value);
  series.late.push(late);
}

/** How far apart two readings may be and still be joined, ms. @param {Series} series */
export function gapOf(series) {
  const distances = [];
  for (let row = Math.max(1, series.at.length - 120); row < series.at.length; row += 1) {
    distances.push((series.at[row] ?? 0) - (series.at[row - 1] ?? 0));
  }
  distances.sort((a, b) => a - b);
  const usual = distances[Math.floor(distances.length / 2)] ?? SHORTEST_CADENCE_MS;
  return GAP_CADENCES * Math.max(SHORTEST_CADENCE_MS, usual);
}

/** The index of the first reading at or after `at`. @param {number[]} instants rising @param {number} at */
export function firstFrom(instants, at) {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where nothing was measured, for the data lane.
 * @param {Series} series @param {number} from @param {number} to
 * @returns {{from: number, to: number}[]}
 */
export function gapsIn(series, from, to) {
  const gap = gapOf(series);
  const gaps = [];
  let before = from;
  for (let row = firstFrom(series.at, from); row <= series.at.length; row += 1) {
    const at = Math.min(series.at[row] ?? to, to);
    if (at - before > gap) gaps.push({ from: before, to: at });
    before = at;
    if (at >= to) break;
  }
  return gaps;
}

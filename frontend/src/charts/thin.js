// Fewer points than pixels show nothing less: each pixel column keeps its first, lowest, highest and
// last reading, so that a dip of a single sample stays. A gap becomes an explicit null. Pure.

import { firstFrom } from "./series.js";

/** @typedef {import("./series.js").Series} Series */
/** @typedef {{x: number[], y: (number | null)[]}} Line */

/**
 * @param {Series} series
 * @param {object} view
 * @param {number} view.from
 * @param {number} view.to
 * @param {number} view.columns pixel columns of the plot
 * @param {number} view.gap readings further apart than this are not joined, ms
 * @param {boolean} view.late take the readings that came late, or those that did not
 * @returns {Line}
 */
export function thin(series, { from, to, columns, gap, late }) {
  /** @type {Line} */
  const line = { x: [], y: [] };
  const width = Math.max(1, (to - from) / columns);
  /** @type {number[]} rows of the column being filled */
  let column = [];
  let place = -1;
  let before = Number.NaN;
  const start = Math.max(0, firstFrom(series.at, from) - 1);
  for (let row = start; row < series.at.length; row += 1) {
    const at = series.at[row] ?? 0;
    if (series.late[row] !== late) {
      before = Number.NaN; // the other kind lies between: not joined across it
      continue;
    }
    const here = Math.floor((at - from) / width);
    const interrupted = !(at - before <= gap);
    if (here !== place || interrupted) {
      flush(line, series, column);
      column = [];
      place = here;
      if (interrupted && line.x.length > 0) breakLine(line, at);
    }
    column.push(row);
    before = at;
    if (at > to) break;
  }
  flush(line, series, column);
  return line;
}

/** @param {Line} line @param {number} at */
function breakLine(line, at) {
  line.x.push(at - 1);
  line.y.push(null);
}

/** @param {Line} line @param {Series} series @param {number[]} rows */
function flush(line, series, rows) {
  for (const row of extremes(series.value, rows)) {
    line.x.push(series.at[row] ?? 0);
    line.y.push(series.value[row] ?? null);
  }
}

/** First, lowest, highest, last: each once, in order. @param {number[]} values @param {number[]} rows */
function extremes(values, rows) {
  if (rows.length <= 4) return rows;
  let lowest = rows[0] ?? 0;
  let highest = lowest;
  for (const row of rows) {
    if ((values[row] ?? 0) < (values[lowest] ?? 0)) lowest = row;
    if ((values[row] ?? 0) > (values[highest] ?? 0)) highest = row;
  }
  const kept = new Set([rows[0] ?? 0, lowest, highest, rows.at(-1) ?? 0]);
  return [...kept].sort((a, b) => a - b);
}

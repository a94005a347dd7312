// The lanes above the curves: alarms, what the data lacks, what people recorded. Pure.

import { PRIORITIES } from "../alarms/look.js";
import { gapsIn } from "./series.js";

/** @typedef {import("./figure.js").Scene} Scene */
/** @typedef {Record<string, unknown>} Trace */

/** Rows of the lane panel, from the bottom. */
export const ROWS = /** @type {const} */ ({ events: 0, data: 1, alarms: 2 });

/** A pending alarm is nobody's business yet. */
const SHOWN = new Set(["active", "unknown", "returned"]);

/** @param {Scene} scene @returns {Trace[]} */
export function lanes(scene) {
  return [alarmBars(scene), dataBars(scene), eventMarks(scene)];
}

/** Solid while active, hatched while unknown, hollow once returned. @param {Scene} scene @returns {Trace} */
function alarmBars(scene) {
  const { alarms, view, palette } = scene;
  const spans = alarms.flatMap((alarm) =>
    alarm.spans.map(({ condition, from, to }) => ({ alarm, condition, from, to: to ?? view.now })),
  );
  const seen = spans
    .filter(({ condition }) => SHOWN.has(condition))
    .filter(({ from, to }) => to >= view.from && from <= view.to)
    .sort((a, b) => rank(b.alarm) - rank(a.alarm)); // the highest is drawn last, on top
  const colours = seen.map(({ alarm }) => palette[alarm.priority]);
  return bars(scene, ROWS.alarms, seen, {
    // Where colours differ from bar to bar Plotly hatches in the bar's own colour.
    color: seen.map(({ condition }, row) =>
      condition === "returned" ? palette.panel : colours[row],
    ),
    line: { width: 1.5, color: seen.map(({ alarm }) => edge(alarm, palette)) },
    pattern: {
      shape: seen.map(({ condition }) => (condition === "unknown" ? "/" : "")),
      bgcolor: palette.panel,
      size: 5,
      solidity: 0.5,
    },
  });
}

/** Yellow alone is not seen on white. @param {import("../wire.js").Alarm} alarm @param {import("./figure.js").Palette} palette */
function edge({ priority }, palette) {
  return priority === "medium" ? palette.mediumEdge : palette[priority];
}

/** @param {import("../wire.js").Alarm} alarm */
function rank(alarm) {
  return PRIORITIES.indexOf(alarm.priority);
}

/** Where a vital was not measured, and what came late. @param {Scene} scene @returns {Trace} */
function dataBars(scene) {
  const { readings, session, view, palette } = scene;
  const from = Math.max(view.from, session.created_at);
  const to = Math.min(view.now, view.to, session.ended_at ?? view.now);
  const spans =
    to > from ? [...gapsIn(readings.spo2, from, to), ...gapsIn(readings.hr, from, to)] : [];
  return bars(scene, ROWS.data, spans, {
    color: palette.panel,
    line: { width: 1, color: palette.line },
    pattern: { shape: "x", fgcolor: palette.line, bgcolor: palette.panel, size: 5, solidity: 0.3 },
  });
}

/**
 * @param {Scene} scene @param {number} row @param {{from: number, to: number}[]} spans
 * @param {object} marker @returns {Trace}
 */
function bars({ shift, view }, row, spans, marker) {
  const shortest = (view.to - view.from) / 300; // a bar of three pixels can still be seen
  return {
    type: "bar",
    orientation: "h",
    yaxis: "y4",
    y: spans.map(() => row),
    base: spans.map(({ from }) => shift(from)),
    x: spans.map(({ from, to }) => Math.max(to - from, shortest)),
    width: 0.8,
    marker,
    hoverinfo: "none",
    showlegend: false,
  };
}

/** One mark where a phase began, and one on the alarm's bar where somebody took it. @param {Scene} scene @returns {Trace} */
function eventMarks({ session, alarms, shift, palette }) {
  const begun = session.phases.slice(1);
  const taken = alarms.flatMap(({ acknowledged_at: at }) => (at === null ? [] : [at]));
  return {
    type: "scatter",
    mode: "markers",
    yaxis: "y4",
    x: [...begun.map(({ from_at }) => shift(from_at)), ...taken.map(shift)],
    y: [...begun.map(() => ROWS.events), ...taken.map(() => ROWS.alarms)],
    marker: { symbol: "line-ns-open", size: 10, color: palette.text, line: { width: 2 } },
    hoverinfo: "none",
    showlegend: false,
  };
}

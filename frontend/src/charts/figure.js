// The trend of one session as Plotly's data and layout: everything is given, nothing is looked up.

import { AXIS, DOMAINS, MARGIN, rangeFor, timeTicks } from "./axes.js";
import { entries } from "./entered.js";
import { lanes, ROWS } from "./lanes.js";
import { marks } from "./marks.js";
import { gapOf } from "./series.js";
import { thin } from "./thin.js";

/** @typedef {import("./series.js").Readings} Readings */
/** @typedef {import("../wire.js").Session} Session */
/** @typedef {import("../wire.js").Alarm & {spans: {condition: string, from: number, to: number | null}[]}} SpannedAlarm */
/**
 * @typedef {{text: string, text2: string, line: string, hairline: string, panel: string, focus: string,
 *   spo2: string, hr: string, bp: string, high: string, medium: string, mediumEdge: string, low: string, font: string}} Palette
 */
/** @typedef {{from: number, to: number, now: number, width: number, height: number}} View instants; px */
/**
 * @typedef {object} Scene
 * @property {Session} session
 * @property {Readings} readings
 * @property {SpannedAlarm[]} alarms
 * @property {View} view
 * @property {Palette} palette
 * @property {number | null} pin an instant to be marked
 * @property {(at: number) => number} shift an instant as Plotly has to be told it
 * @property {Record<import("./axes.js").Panel, {range: readonly [number, number], ticks: number[]}>} ranges
 */

/**
 * @param {Omit<Scene, "ranges" | "shift"> & {offset: number}} given `offset`: the clinic's, ms
 * @returns {{data: Record<string, unknown>[], layout: Record<string, unknown>}}
 */
export function figure({ offset, ...given }) {
  const { readings } = given;
  /** @type {Scene} */
  const scene = {
    ...given,
    shift: (at) => at + offset,
    ranges: {
      spo2: rangeFor("spo2", readings),
      hr: rangeFor("hr", readings),
      bp: rangeFor("bp", readings),
    },
  };
  const curves = [...curve(scene, "spo2"), ...curve(scene, "hr")];
  const data = [...curves, cuffs(scene), ...entries(scene), ...lanes(scene)];
  return { data, layout: layout(scene) };
}

/** @param {Scene} scene @param {"spo2" | "hr"} vital */
function curve({ readings, view, palette, shift }, vital) {
  const series = readings[vital];
  const columns = Math.max(50, view.width - MARGIN.l - MARGIN.r);
  return [false, true].map((late) => {
    const line = thin(series, { from: view.from, to: view.to, columns, gap: gapOf(series), late });
    return {
      type: "scatter",
      mode: "lines",
      yaxis: AXIS[vital],
      name: late ? `${vital} late` : vital,
      x: line.x.map(shift),
      y: line.y,
      connectgaps: false,
      line: { color: palette[vital], width: late ? 1 : 2, dash: late ? "dot" : "solid" },
      hoverinfo: "none",
      showlegend: false,
    };
  });
}

/** A bar from diastolic to systolic with the mean marked: as wide at any zoom, never joined. @param {Scene} scene */
function cuffs({ readings, view, palette, shift }) {
  const seen = readings.cuffs.filter(({ at }) => at >= view.from && at <= view.to);
  const middle = seen.map(({ sbp, dbp, map }) => map ?? (sbp + dbp) / 2);
  return {
    type: "scatter",
    mode: "markers",
    yaxis: AXIS.bp,
    name: "bp",
    x: seen.map(({ at }) => shift(at)),
    y: middle,
    customdata: seen.map(({ sbp, dbp, map }) => [sbp, dbp, map]),
    error_y: {
      type: "data",
      symmetric: false,
      array: seen.map(({ sbp }, row) => sbp - (middle[row] ?? 0)),
      arrayminus: seen.map(({ dbp }, row) => (middle[row] ?? 0) - dbp),
      color: palette.bp,
      thickness: 3,
      width: 6,
    },
    marker: {
      symbol: "line-ew-open",
      size: 12,
      color: palette.bp,
      opacity: seen.map(({ map }) => (map === null ? 0 : 1)),
      line: { width: 3, color: palette.bp },
    },
    hoverinfo: "none",
    showlegend: false,
  };
}

/** @param {Scene} scene */
function layout(scene) {
  const { view, palette, session, shift } = scene;
  const ticks = timeTicks(view, session.started_at);
  return {
    width: view.width,
    height: view.height,
    margin: MARGIN,
    paper_bgcolor: palette.panel,
    plot_bgcolor: palette.panel,
    font: { family: palette.font, size: 12, color: palette.text2 },
    showlegend: false,
    hovermode: "x",
    dragmode: "pan",
    barmode: "overlay",
    uirevision: session.id,
    xaxis: {
      type: "date",
      range: [shift(view.from), shift(view.to)],
      anchor: "y3",
      tickvals: ticks.map(({ at }) => shift(at)),
      ticktext: ticks.map(({ text }) => text),
      gridcolor: palette.hairline,
      showspikes: true,
      spikemode: "across",
      spikesnap: "cursor",
      spikethickness: 1,
      spikedash: "solid",
      spikecolor: palette.line,
      uirevision: "range", // the page, not the pointer, owns the range while it is live
    },
    yaxis: yaxis(scene, "spo2", "SpO2"),
    yaxis2: yaxis(scene, "hr", "HR"),
    yaxis3: yaxis(scene, "bp", "BP"),
    yaxis4: {
      domain: [...DOMAINS.lanes],
      range: [-0.6, 2.6],
      fixedrange: true,
      tickvals: [ROWS.events, ROWS.data, ROWS.alarms],
      ticktext: ["event", "data", "alarm"],
      tickfont: { size: 10 },
      showgrid: false,
      zeroline: false,
    },
    ...marks(scene),
  };
}

/** @param {Scene} scene @param {import("./axes.js").Panel} panel @param {string} title */
function yaxis({ ranges, palette }, panel, title) {
  return {
    title: { text: title, font: { size: 13, color: palette[panel] }, standoff: 2 },
    domain: [...DOMAINS[panel]],
    range: [...ranges[panel].range],
    tickvals: ranges[panel].ticks,
    fixedrange: true,
    gridcolor: palette.hairline,
    zeroline: false,
  };
}

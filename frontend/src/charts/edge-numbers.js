// The numbers at the figure's right edge: baseline and limits in force. Pure.

import { AXIS, DOMAINS, MARGIN, PANEL_OF } from "./axes.js";

/** @typedef {import("./figure.js").Scene} Scene */
/** @typedef {import("./marks.js").Mark} Mark */

/** A written number's height with its air, px. */
const NUMBER_HEIGHT = 13;

/**
 * The numbers at the right edge, of baseline and limits in force there. Where two would touch, the
 * first stays: baseline, then upper limits, then lower ones.
 * @param {Scene} scene @returns {Mark[]}
 */
export function edgeNumbers(scene) {
  /** @type {EdgeNumber[]} */
  const placed = [];
  for (const number of [...baselineLines(scene), ...limitNumbers(scene)]) {
    const touching = placed.some((other) => touches(scene, number, other));
    if (!touching) placed.push(number);
  }
  return placed.map((number) => beside(scene, number));
}

/** @typedef {{panel: import("./axes.js").Panel, value: number, text: string}} EdgeNumber */

/** @param {Scene} scene @param {EdgeNumber} one @param {EdgeNumber} other */
function touches({ ranges, view }, one, other) {
  if (one.panel !== other.panel) return false;
  const [low, high] = ranges[one.panel].range;
  const [bottom, top] = DOMAINS[one.panel];
  const pixels = ((view.height - MARGIN.t - MARGIN.b) * (top - bottom)) / (high - low);
  return Math.abs(one.value - other.value) * pixels < NUMBER_HEIGHT;
}

/** @param {Scene} scene @returns {EdgeNumber[]} */
function limitNumbers({ session, view, ranges }) {
  const latest = session.limit_history.filter(({ from_at }) => from_at <= view.to).at(-1);
  const known = (latest?.limits ?? []).filter(({ priority }) => priority !== "low");
  return known
    .sort((a, b) => a.direction.localeCompare(b.direction) || b.vital.localeCompare(a.vital))
    .flatMap(({ vital, value }) => {
      const panel = PANEL_OF[vital];
      if (!panel || value <= ranges[panel].range[0]) return [];
      return [{ panel, value, text: vital === "dbp" ? `D ${value}` : String(value) }];
    });
}

/** @param {Scene} scene @returns {EdgeNumber[]} */
export function baselineLines({ session: { baseline } }) {
  if (!baseline) return [];
  const named = [
    { panel: /** @type {const} */ ("bp"), value: baseline.sbp },
    { panel: /** @type {const} */ ("hr"), value: baseline.hr },
    { panel: /** @type {const} */ ("spo2"), value: baseline.spo2 },
  ];
  return named.flatMap(({ panel, value }) =>
    value === null ? [] : [{ panel, value, text: `BL ${Math.round(value)}` }],
  );
}

/** @param {Scene} scene @param {EdgeNumber} number @returns {Mark} */
function beside(scene, { panel, value, text }) {
  return {
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 3,
    y: value,
    yref: AXIS[panel],
    yanchor: "middle",
    text,
    showarrow: false,
    font: { size: 12, color: scene.palette.text2 },
  };
}

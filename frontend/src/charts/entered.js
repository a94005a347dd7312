// What a person entered, drawn hollow: a ring at the value of a vital, a diamond at the middle of a cuff
// reading, whose bar stays. Pure.

import { AXIS } from "./axes.js";

/** @typedef {import("./figure.js").Scene} Scene */

/** One trace a panel, only where there is something. @param {Scene} scene @returns {Record<string, unknown>[]} */
export function entries({ readings, view, palette, shift }) {
  const seen = (/** @type {{at: number}} */ { at }) => at >= view.from && at <= view.to;
  const cuffs = readings.cuffs.filter(({ source }) => source === "hand").filter(seen);
  const points = readings.entered.filter(seen).map(({ at, vital, value }) => ({
    panel: vital,
    x: shift(at),
    y: value,
    symbol: "circle-open",
  }));
  const middles = cuffs.map(({ at, sbp, dbp, map }) => ({
    panel: /** @type {const} */ ("bp"),
    x: shift(at),
    y: map ?? (sbp + dbp) / 2,
    symbol: "diamond-open",
  }));
  return /** @type {const} */ (["spo2", "hr", "bp"]).flatMap((panel) => {
    const drawn = [...points, ...middles].filter((point) => point.panel === panel);
    if (drawn.length === 0) return [];
    return {
      type: "scatter",
      mode: "markers",
      yaxis: AXIS[panel],
      name: `${panel} by hand`,
      x: drawn.map(({ x }) => x),
      y: drawn.map(({ y }) => y),
      marker: {
        symbol: drawn.map(({ symbol }) => symbol),
        size: 11,
        color: palette[panel],
        line: { width: 2, color: palette[panel] },
      },
      hoverinfo: "none",
      showlegend: false,
    };
  });
}

// What lies behind and beside the curves: phases, limits as they were, baseline, alarm spans.
// Shapes and annotations only; none of them can be hovered or clicked. Pure.

import { cellOf, PRIORITIES } from "../alarms/look.js";
import { AXIS, DOMAINS, MARGIN } from "./axes.js";

/** @typedef {import("./figure.js").Scene} Scene */
/** @typedef {Record<string, unknown>} Mark */

/** @type {Readonly<Record<string, import("./axes.js").Panel>>} */
const PANEL_OF = { spo2: "spo2", hr: "hr", sbp: "bp", dbp: "bp" };

/** A written number's height with its air, px. */
const NUMBER_HEIGHT = 13;

/** @param {Scene} scene @returns {{shapes: Mark[], annotations: Mark[]}} */
export function marks(scene) {
  const shapes = [...phaseShapes(scene), ...alarmShapes(scene), ...limitShapes(scene)];
  const line = { dash: "dot", width: 1, color: scene.palette.text2 };
  for (const { panel, value } of baselineLines(scene))
    shapes.push(level(scene, panel, value, line));
  return { shapes, annotations: [...phaseWords(scene), ...edgeNumbers(scene)] };
}

/** The time in which the pump ran; pauses are left out. @param {Scene} scene */
function infusionSpans({ session, view }) {
  return session.phases
    .filter(({ phase, paused }) => phase === "infusion" && !paused)
    .map(({ from_at, to_at }) => ({
      from: Math.max(from_at, view.from),
      to: Math.min(to_at ?? view.now, view.to),
    }))
    .filter(({ from, to }) => to > from);
}

/** @param {Scene} scene @returns {Mark[]} */
function phaseShapes(scene) {
  return infusionSpans(scene).map(({ from, to }) => ({
    type: "rect",
    layer: "below",
    xref: "x",
    yref: "paper",
    x0: scene.shift(from),
    x1: scene.shift(to),
    y0: 0,
    y1: 0.9,
    fillcolor: scene.palette.focus,
    opacity: 0.06,
    line: { width: 0 },
  }));
}

/** @param {Scene} scene @returns {Mark[]} */
function phaseWords(scene) {
  const first = infusionSpans(scene)[0];
  if (!first) return [];
  return [
    {
      x: scene.shift(first.from),
      y: 0.9,
      xref: "x",
      yref: "paper",
      xanchor: "left",
      yanchor: "top",
      text: "infusion",
      showarrow: false,
      font: { size: 12, color: scene.palette.text2 },
    },
  ];
}

/** The alarm's own panel takes 18 % of its colour while it lasted. @param {Scene} scene @returns {Mark[]} */
function alarmShapes(scene) {
  const spans = alarmSpans(scene);
  const seen = spans.filter((span) => !spans.some((other) => hides(other, span)));
  return seen.map(({ panel, priority, from, to }) => ({
    type: "rect",
    layer: "below",
    xref: "x",
    yref: `${AXIS[panel]} domain`,
    x0: scene.shift(from),
    x1: scene.shift(to),
    y0: 0,
    y1: 1,
    fillcolor: scene.palette[priority],
    opacity: 0.18,
    line: { width: 0 },
  }));
}

/** @typedef {{panel: import("./axes.js").Panel, priority: import("../wire.js").Priority, from: number, to: number}} PanelSpan */

/** @param {Scene} scene @returns {PanelSpan[]} */
function alarmSpans({ alarms, view }) {
  return alarms.flatMap((alarm) => {
    const panel = cellOf(alarm);
    if (!panel || alarm.kind === "technical") return [];
    return alarm.spans
      .filter((span) => span.condition === "active")
      .map(({ from, to }) => ({ from: Math.max(from, view.from), to: to ?? view.now }))
      .filter(({ from, to }) => to > from && from <= view.to)
      .map(({ from, to }) => ({ panel, priority: alarm.priority, from, to }));
  });
}

/** Two colours over each other would make a third that means nothing. @param {PanelSpan} upper @param {PanelSpan} lower */
function hides(upper, lower) {
  return (
    upper.panel === lower.panel &&
    PRIORITIES.indexOf(upper.priority) < PRIORITIES.indexOf(lower.priority) &&
    upper.from <= lower.from &&
    upper.to >= lower.to
  );
}

/** @param {Scene} scene @returns {{limit: import("../wire.js").Limit, from: number, to: number}[]} */
function limitsInView({ session, view }) {
  return session.limit_history.flatMap(({ from_at, to_at, limits }) => {
    const from = Math.max(from_at, view.from);
    const to = Math.min(to_at ?? view.to, view.to);
    if (to <= from) return [];
    return limits
      .filter(({ priority, vital }) => priority !== "low" && PANEL_OF[vital])
      .map((limit) => ({ limit, from, to }));
  });
}

/** @param {Scene} scene @returns {Mark[]} */
function limitShapes(scene) {
  const { palette, ranges } = scene;
  return limitsInView(scene).flatMap(({ limit, from, to }) => {
    const panel = PANEL_OF[limit.vital] ?? "hr";
    const x = { xref: "x", x0: scene.shift(from), x1: scene.shift(to), yref: AXIS[panel] };
    const line = {
      color: palette.text2,
      width: 1,
      dash: limit.priority === "high" ? "solid" : "dash",
    };
    /** @type {Mark[]} */
    const drawn = [{ ...x, type: "line", layer: "below", y0: limit.value, y1: limit.value, line }];
    if (limit.priority === "medium" && limit.vital !== "dbp") {
      const end = ranges[panel].range[limit.direction === "high" ? 1 : 0];
      const area = { type: "rect", layer: "below", y0: limit.value, y1: end, opacity: 0.06 };
      drawn.push({ ...x, ...area, fillcolor: palette.text2, line: { width: 0 } });
    }
    return drawn;
  });
}

/**
 * The numbers at the right edge, of baseline and limits in force there. Where two would touch, the
 * first stays: baseline, then upper limits, then lower ones.
 * @param {Scene} scene @returns {Mark[]}
 */
function edgeNumbers(scene) {
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
function baselineLines({ session: { baseline } }) {
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

/** @param {Scene} scene @param {import("./axes.js").Panel} panel @param {number} value @param {object} line @returns {Mark} */
function level(scene, panel, value, line) {
  const { from, to } = scene.view;
  const x = { xref: "x", x0: scene.shift(from), x1: scene.shift(to) };
  return { type: "line", layer: "below", ...x, yref: AXIS[panel], y0: value, y1: value, line };
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

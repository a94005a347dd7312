// What lies behind and beside the curves: phases, limits as they were, baseline, alarm spans.
// Shapes and annotations only; none of them can be hovered or clicked. Pure.

import { cellOf, PRIORITIES } from "../alarms/look.js";
import { AXIS, PANEL_OF } from "./axes.js";
import { baselineLines, edgeNumbers } from "./edge-numbers.js";

/** @typedef {import("./figure.js").Scene} Scene */
/** @typedef {Record<string, unknown>} Mark */

/** @param {Scene} scene @returns {{shapes: Mark[], annotations: Mark[]}} */
export function marks(scene) {
  const shapes = [...phaseShapes(scene), ...alarmShapes(scene), ...limitShapes(scene)];
  const line = { dash: "dot", width: 1, color: scene.palette.text2 };
  for (const { panel, value } of baselineLines(scene))
    shapes.push(level(scene, panel, value, line));
  if (scene.pin !== null) shapes.push(pinned(scene, scene.pin));
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

/**
 * The alarm's own panel takes 18 % of its colour while it lasted. Two colours over each other would
 * make a third that means nothing: a higher alarm cuts its time out of a lower one.
 * @param {Scene} scene @returns {Mark[]}
 */
function alarmShapes(scene) {
  const spans = alarmSpans(scene);
  const shown = PRIORITIES.flatMap((priority, rank) => {
    const above = spans.filter((span) => PRIORITIES.indexOf(span.priority) < rank);
    const own = spans.filter((span) => span.priority === priority);
    return own.flatMap((span, place) => cut(span, [...above, ...own.slice(0, place)]));
  });
  return shown.map(({ panel, priority, from, to }) => ({
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

/** What is left of `span` outside the others of its panel. @param {PanelSpan} span @param {PanelSpan[]} others @returns {PanelSpan[]} */
function cut(span, others) {
  let left = [span];
  for (const { panel, from, to } of others) {
    if (panel !== span.panel) continue;
    left = left.flatMap((part) =>
      [
        { ...part, to: Math.min(part.to, from) },
        { ...part, from: Math.max(part.from, to) },
      ].filter((rest) => rest.to > rest.from),
    );
  }
  return left;
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

/** @param {Scene} scene @param {import("./axes.js").Panel} panel @param {number} value @param {object} line @returns {Mark} */
function level(scene, panel, value, line) {
  const { from, to } = scene.view;
  const x = { xref: "x", x0: scene.shift(from), x1: scene.shift(to) };
  return { type: "line", layer: "below", ...x, yref: AXIS[panel], y0: value, y1: value, line };
}

/** @param {Scene} scene @param {number} at @returns {Mark} */
function pinned({ shift, palette }, at) {
  const x = { xref: "x", x0: shift(at), x1: shift(at), yref: "paper", y0: 0, y1: 1 };
  return { type: "line", ...x, line: { color: palette.focus, width: 2 } };
}

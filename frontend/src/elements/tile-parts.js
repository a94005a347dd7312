// What a tile consists of, built once; the tile itself only writes into it.

import { h } from "../dom.js";

/** @param {string | null} href */
export function tileParts(href) {
  const head = {
    bed: h("span", { class: "bed-name" }),
    initials: h("span"),
    twin: h("span", { class: "twin" }),
    symbol: h("span", { class: "symbol" }),
    phase: h("span", { class: "phase" }),
    standing: h("span", { class: "standing" }),
  };
  const who = h("span", { class: "who" }, head.initials, head.twin);
  const headClass = { class: "tile-head alarm-paint", href };
  const place = h("span", { class: "phase-place" }, head.phase, head.standing);
  const headRoot = h(href ? "a" : "div", headClass, head.bed, who, head.symbol, place);
  const spo2 = cell("spo2", "SpO2", "%");
  const hr = cell("hr", "HR", "/min");
  const bp = cell("bp", "BP", "");
  const text = h("span", { class: "text" });
  const more = h("span", { class: "more" });
  const name = h(href ? "a" : "span", { class: "bed-name", href });
  const monitor = h("span");
  return {
    head: { ...head, root: headRoot },
    cells: {
      spo2,
      hr,
      bp,
      nodes: [spo2.label, hr.label, spo2.value, hr.value, bp.label, bp.value],
    },
    clock: h("div", { class: "clock" }),
    left: h("div", { class: "left" }),
    line: { text, more, root: h("div", { class: "tile-line alarm-paint" }, text, more) },
    free: {
      name,
      monitor,
      root: h("div", { class: "tile-free" }, name, h("span", {}, "free"), monitor),
    },
  };
}

/** @param {"spo2" | "hr" | "bp"} vital @param {string} name @param {string} unit gives way to an age */
function cell(vital, name, unit) {
  const age = h("span", { class: "age" });
  const units = unit && h("span", { class: "unit" }, unit);
  return {
    age,
    label: h("div", { class: `label label-${vital}` }, h("span", {}, name), age, units),
    value: h("div", { class: `value value-${vital} alarm-paint`, "data-vital": vital }),
  };
}

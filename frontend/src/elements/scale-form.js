// A scale as it is asked: every score a full row with its words. One tap records.

import { h } from "../dom.js";
import { SCALES, scoresOf, scoreText } from "../scales.js";

/** @typedef {import("../scales.js").Scale} Scale */

/** @param {import("./entry-row.js").Desk} desk */
export function scaleForm(desk) {
  const place = h("div", { class: "scale" });
  const [first] = SCALES;
  if (first) place.append(grid(first, desk));
  return place;
}

/** @param {Scale} scale @param {import("./entry-row.js").Desk} desk */
function grid(scale, { give }) {
  const [item] = scale.items;
  if (!item) return h("p", {});
  const rows = scoresOf(item).map((score) => {
    const entry = {
      route: "assessments",
      body: { scale: scale.id, score },
      what: scoreText(scale.id, score),
    };
    const options = { type: "button", "data-score": score, onclick: () => give(entry) };
    return h("button", options, h("b", {}, String(score)), h("span", {}, item.words[score] ?? ""));
  });
  return h("div", { class: "scores", role: "group", "aria-label": scale.title }, ...rows);
}

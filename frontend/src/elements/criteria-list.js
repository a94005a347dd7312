// Criteria as ✓ ✕ ?: passed is plain text, failed is no alarm colour, unknown says why.

import { h } from "../dom.js";
import { age } from "../format.js";
import { textOf } from "../standing.js";

/** @typedef {import("../api.js").Criterion} Criterion */

export const MARKS = /** @type {const} */ ({ pass: "✓", fail: "✕", unknown: "?" });
export const SPOKEN = /** @type {const} */ ({
  pass: "passed",
  fail: "not passed",
  unknown: "unknown",
});

/** Of criteria that bring no words of their own. @type {Readonly<Record<string, string>>} */
const NAMES = {
  baseline: "Baseline captured",
  baseline_captured: "Baseline captured",
  station: "Armed screens that watch this bed",
};

/** What is missing, and what to do about it. @type {Readonly<Record<string, string>>} */
const MISSING = {
  station: "No armed screen watches this bed: arm the sound on a wall or desk",
};

/** @param {Criterion[]} criteria */
export function criteriaList(criteria) {
  return h("ul", { class: "criteria" }, ...criteria.map(line));
}

/** @param {Criterion} criterion */
function line(criterion) {
  const { id, result } = criterion;
  return h(
    "li",
    { "data-result": result, "data-criterion": id },
    h("b", { class: "mark", "aria-label": SPOKEN[result] }, MARKS[result]),
    h("span", {}, wordsOf(criterion)),
  );
}

/** @param {Criterion} criterion */
function wordsOf(criterion) {
  const { id, value, age: since, result } = criterion;
  const old = since === null ? "" : age(since);
  if (criterion.text) return old ? `${textOf(criterion)} · ${old} ago` : textOf(criterion);
  const missing = result === "pass" ? undefined : MISSING[id];
  const words = [value === null ? "" : String(value), old].filter(Boolean).join(", ");
  const name = NAMES[id] ?? id.replaceAll("_", " ");
  return missing ?? (words ? `${name}: ${words}` : name);
}

// Criteria as ✓ ✕ ?: passed is plain text, failed is no alarm colour, unknown says why.

import { h } from "../dom.js";
import { age } from "../format.js";

/** @typedef {import("../api.js").Criterion} Criterion */

const MARKS = /** @type {const} */ ({ pass: "✓", fail: "✕", unknown: "?" });
const SPOKEN = /** @type {const} */ ({ pass: "passed", fail: "not passed", unknown: "unknown" });

/** @type {Readonly<Record<string, string>>} */
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
function line({ id, value, age: since, result }) {
  const measured = [value === null ? "" : String(value), since === null ? "" : age(since)];
  const words = measured.filter(Boolean).join(", ");
  const name = NAMES[id] ?? id.replaceAll("_", " ");
  const missing = result === "pass" ? undefined : MISSING[id];
  return h(
    "li",
    { "data-result": result },
    h("b", { class: "mark", "aria-label": SPOKEN[result] }, MARKS[result]),
    h("span", {}, missing ?? (words ? `${name}: ${words}` : name)),
  );
}

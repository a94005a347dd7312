// The second step that asks why: one tap on what is usual, or a few words.

import { h } from "../dom.js";

/** What nurses say most; never asked before the first tap. */
const USUAL = ["I am at the bedside", "Expected", "Treated", "Artifact", "Sensor moved"];

/**
 * @param {object} options
 * @param {string} options.label
 * @param {"wanted" | "needed"} options.reason
 * @param {(reason: string) => void} options.give
 * @param {() => void} options.back
 * @returns {HTMLFormElement}
 */
export function reasonForm({ label, reason, give, back }) {
  const usual = reason === "wanted" ? USUAL : ["Tapped by mistake", "Wrong patient"];
  const chips = usual.map((words) =>
    h("button", { type: "button", class: "chip", onclick: () => give(words) }, words),
  );
  const input = h("input", {
    name: "reason",
    maxlength: "2000",
    required: true,
    placeholder: "other reason",
    "aria-label": `Reason: ${label}`,
  });
  const yes = h("button", { "data-action": "give-reason" }, "With this reason");
  const no = h("button", { type: "button", "data-action": "back", onclick: back }, "Back");
  const form = h(
    "form",
    { class: "reason-form", "aria-label": label },
    h("div", { class: "row chips" }, ...chips),
    input,
    h("div", { class: "row" }, yes, no),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (words) give(words);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
  });
  return form;
}

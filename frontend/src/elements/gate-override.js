// A gate that somebody may open all the same: what is missing stands above it, the reason is recorded.

import { h } from "../dom.js";

/**
 * @param {object} options
 * @param {string} options.who
 * @param {(override: {reason: string}) => Promise<void>} options.give
 * @returns {HTMLFormElement}
 */
export function gateOverride({ who, give }) {
  const reason = h("input", { name: "reason", required: true, maxlength: "2000" });
  const yes = h("button", { "data-action": "override" }, "Record the start all the same");
  const form = h(
    "form",
    { class: "two-step", "aria-label": `Start all the same, ${who}` },
    h("label", {}, `Reason to start all the same · ${who}`, reason),
    yes,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = reason.value.trim();
    if (!words) return;
    yes.disabled = true;
    await give({ reason: words });
    yes.disabled = false;
  });
  return form;
}

// A gate that somebody may open all the same: what is missing stands above it, the reason is recorded.

import { h } from "../dom.js";

const WORDS = /** @type {const} */ ({
  start: { asked: "Reason to start all the same", save: "Record the start all the same" },
  discharge: { asked: "Reason to discharge all the same", save: "Discharge all the same" },
});

/**
 * @param {object} options
 * @param {string} options.who
 * @param {"start" | "discharge"} [options.step]
 * @param {(override: {reason: string}) => Promise<void>} options.give
 * @returns {HTMLFormElement}
 */
export function gateOverride({ who, step = "start", give }) {
  const { asked, save } = WORDS[step];
  const reason = h("input", { name: "reason", required: true, maxlength: "2000" });
  const yes = h("button", { "data-action": "override" }, save);
  const form = h(
    "form",
    { class: "two-step", "aria-label": `${asked}, ${who}` },
    h("label", {}, `${asked} · ${who}`, reason),
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

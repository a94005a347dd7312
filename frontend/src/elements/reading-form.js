// Values that somebody read off the monitor or measured, where the monitor does not send them.

import { h, setText } from "../dom.js";
import { doubt, HAND_FIELDS, readingText } from "../reading.js";
import { numberPad } from "./number-pad.js";

const HOWS = /** @type {const} */ ([
  ["measured_by_hand", "measured by hand"],
  ["read_from_monitor", "read from the bedside monitor"],
]);

/** @param {import("./entry-row.js").Desk} desk */
export function readingForm({ give }) {
  const inputs = HAND_FIELDS.map(({ vital, label, unit }) =>
    h("input", {
      name: vital,
      inputmode: "none", // the pad below types; a keyboard does so too
      maxlength: "3",
      autocomplete: "off",
      "aria-label": `${label}, ${unit}`,
    }),
  );
  const fields = HAND_FIELDS.map(({ label, unit }, place) =>
    h("label", {}, `${label} `, h("small", {}, unit), inputs[place]),
  );
  const hows = HOWS.map(([value, words], place) => {
    const input = h("input", { type: "radio", name: "how", value, checked: place === 0 });
    return { input, label: h("label", { class: "choice" }, input, words) };
  });
  const words = h("p", { class: "doubt", role: "status" });
  const save = h("button", { class: "primary", "data-action": "give-reading" }, "Record reading");
  const form = h(
    "form",
    { class: "reading-form" },
    h("div", { class: "hand-fields" }, ...fields),
    words,
    numberPad(inputs),
    h("div", {}, ...hows.map(({ label }) => label)),
    save,
  );
  const read = () => valuesOf(inputs);
  const repaint = () => {
    for (const input of inputs) input.value = input.value.replace(/\D/g, "");
    setText(words, doubt(read()));
    save.disabled = Object.keys(read()).length === 0;
  };
  form.addEventListener("input", repaint);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const how = hows.find(({ input }) => input.checked)?.input.value ?? HOWS[0][0];
    give({ route: "readings", body: { vitals: read(), how }, what: readingText(read()) });
  });
  repaint();
  return form;
}

/** @param {HTMLInputElement[]} inputs */
function valuesOf(inputs) {
  /** @type {import("../reading.js").HandValues} */
  const values = {};
  HAND_FIELDS.forEach(({ vital }, place) => {
    const text = inputs[place]?.value ?? "";
    if (text !== "") values[vital] = Number(text);
  });
  return values;
}

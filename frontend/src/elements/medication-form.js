// A drug besides the infusion, as it was given.

import { h } from "../dom.js";

const UNITS = ["mg", "ug", "g", "ml", "l/min"];
const ROUTES = ["iv", "po", "sl", "im", "nasal", "inhaled"];

/** @param {import("./entry-row.js").Desk} desk */
export function medicationForm({ give }) {
  const drug = h("input", { name: "drug", required: true, maxlength: "100", autocomplete: "off" });
  const dose = h("input", { name: "dose", required: true, inputmode: "decimal", maxlength: "8" });
  dose.pattern = "[0-9]+([.,][0-9]+)?";
  dose.title = "a number";
  const unit = choice("unit", UNITS);
  const route = choice("route", ROUTES);
  const save = h("button", { class: "primary", "data-action": "give-drug" }, "Record drug");
  const form = h(
    "form",
    { class: "medication-form" },
    h("label", {}, "Drug", drug),
    h(
      "div",
      { class: "hand-fields" },
      h("label", {}, "Dose", dose),
      h("label", {}, "Unit", unit),
      h("label", {}, "Route", route),
    ),
    save,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const amount = Number(dose.value.replace(",", "."));
    const body = { drug: drug.value.trim(), dose: amount, unit: unit.value, route: route.value };
    const what = `${body.drug} ${amount} ${unit.value} ${route.value}`;
    if (body.drug) give({ route: "medications", body, what });
  });
  return form;
}

/** @param {string} name @param {readonly string[]} values */
function choice(name, values) {
  return h("select", { name }, ...values.map((value) => h("option", { value }, value)));
}

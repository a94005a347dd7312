// Opens a session on a free bed. What the server refuses stays typed.

import { newKey, Problem, post } from "../api.js";
import { h, setText } from "../dom.js";
import { REFUSALS } from "../words.js";

const DOSE_MG_PER_KG = "0.5";

export class CheckInForm extends HTMLElement {
  #key = newKey();

  /** @param {string} bed @param {boolean} simulation every session of this server is simulated */
  constructor(bed, simulation) {
    super();
    this.bed = bed;
    this.simulation = simulation;
  }

  connectedCallback() {
    if (this.hasChildNodes()) return;
    const fields = this.#fields();
    const problem = h("p", { class: "problem", role: "alert" });
    const button = h("button", { class: "primary", "data-action": "create" }, "Check in");
    const form = h("form", {}, ...fields.nodes, problem, button);
    form.addEventListener("input", () => {
      this.#key = newKey(); // other content is another record
      setText(fields.total, totalText(fields.weight.value, fields.dose.value));
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(fields.read(), button, problem);
    });
    this.replaceChildren(h("h2", {}, "No session on this bed · check in"), form);
  }

  /** @param {object} body @param {HTMLButtonElement} button @param {HTMLElement} problem */
  async #send(body, button, problem) {
    button.disabled = true;
    setText(button, "Not saved yet …");
    setText(problem, "");
    try {
      await post("/api/sessions", body, this.#key);
    } catch (refused) {
      if (!(refused instanceof Problem)) throw refused;
      setText(problem, `${REFUSALS[refused.code] ?? ""} ${refused.message}`.trim());
    }
    button.disabled = false;
    setText(button, "Check in");
  }

  #fields() {
    const identifier = text("identifier", "Identifier", { maxlength: "100", autocomplete: "off" });
    const initials = text("initials", "Initials", { maxlength: "8", placeholder: "M.K." });
    const birth = text("birth_year", "Birth year", { type: "number", min: "1900", max: "2100" });
    const weight = text("weight_kg", "Weight, kg", {
      type: "number",
      min: "20",
      max: "350",
      step: "0.1",
    });
    const dose = text("dose_mg_per_kg", "Dose, mg/kg", {
      type: "number",
      min: "0.01",
      max: "2",
      step: "0.01",
    });
    dose.input.value = DOSE_MG_PER_KG;
    const sex = h(
      "select",
      { name: "sex", required: true },
      ...[
        ["", ""],
        ["f", "female"],
        ["m", "male"],
        ["x", "other"],
      ].map(([value, name]) => h("option", { value }, name)),
    );
    const simulated = h("input", { type: "checkbox", name: "simulated" });
    simulated.checked = this.simulation;
    simulated.disabled = this.simulation;
    const total = h("output", { class: "quiet" });
    const read = () => ({
      bed: this.bed,
      patient: {
        identifier: identifier.input.value.trim(),
        initials: initials.input.value.trim(),
        birth_year: birth.input.valueAsNumber,
        sex: sex.value,
        weight_kg: weight.input.valueAsNumber,
      },
      dose_mg_per_kg: dose.input.valueAsNumber,
      simulated: simulated.checked,
    });
    const sexLabel = h("label", {}, "Sex", sex);
    const check = h("label", { class: "choice" }, simulated, "Simulated patient");
    const nodes = [identifier, initials, birth].map(({ label }) => label);
    const rest = [weight.label, dose.label, total, check];
    return {
      nodes: [...nodes, sexLabel, ...rest],
      read,
      total,
      weight: weight.input,
      dose: dose.input,
    };
  }
}

/** @param {string} name @param {string} label @param {Record<string, string>} attributes */
function text(name, label, attributes) {
  const input = h("input", { name, required: true, ...attributes });
  return { input, label: h("label", {}, label, input) };
}

/** Said beside the fields so that a slip is seen before it is sent. @param {string} weight @param {string} dose */
function totalText(weight, dose) {
  const total = Number(weight) * Number(dose);
  return total > 0 ? `= ${Math.round(total * 10) / 10} mg in all` : "";
}

customElements.define("check-in-form", CheckInForm);

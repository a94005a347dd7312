// The second step of what cannot be taken back: it names the patient, asks what the record needs,
// and keeps what was typed when the server refuses.

import { h } from "../dom.js";
import { OUTCOME_NAMES } from "../words.js";

/** @typedef {import("../actions.js").RecordAction} RecordAction */

/**
 * @param {object} options
 * @param {RecordAction} options.action
 * @param {string} options.who
 * @param {(body: object) => Promise<boolean>} options.confirm true: it is recorded
 * @param {() => void} options.back
 * @returns {HTMLFormElement}
 */
export function twoStep({ action, who, confirm, back }) {
  const { fields, read } = fieldsFor(action);
  const label = action.label.replace(" …", "");
  const yes = h(
    "button",
    { class: "primary", "data-action": `confirm-${action.name}` },
    `${label}: record it`,
  );
  const no = h("button", { type: "button", "data-action": "back", onclick: back }, "Back");
  const title = h("p", {}, h("b", {}, `${label}?`), ` ${who}`);
  const form = h("form", { class: "two-step", "aria-label": `${label}, ${who}` }, title, ...fields);
  form.append(h("div", { class: "row" }, yes, no));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    yes.disabled = true;
    const recorded = await confirm({ ...action.body, ...read() });
    yes.disabled = false;
    if (recorded) back();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
  });
  return form;
}

/** @param {RecordAction} action @returns {{fields: Node[], read: () => object}} */
function fieldsFor({ steps }) {
  if (steps === "stop") return stopFields();
  if (steps === "abort") return abortFields();
  if (steps === "off") return offFields();
  return { fields: [h("p", { class: "quiet" }, "Sensors off, patient leaves.")], read: () => ({}) };
}

function stopFields() {
  const outcomes = Object.entries(OUTCOME_NAMES).map(([value, name], place) => {
    const input = h("input", {
      type: "radio",
      name: "outcome",
      value,
      required: true,
      checked: place === 0,
    });
    return { input, label: h("label", { class: "choice" }, input, dose(value, name)) };
  });
  const reason = h("input", {
    name: "reason",
    maxlength: "2000",
    placeholder: "reason, may follow",
  });
  const read = () => {
    const outcome = outcomes.find(({ input }) => input.checked)?.input.value ?? "complete";
    const text = reason.value.trim();
    return text ? { outcome, reason: text } : { outcome };
  };
  return { fields: [...outcomes.map(({ label }) => label), reason], read };
}

/** @param {string} outcome @param {string} name */
function dose(outcome, name) {
  return outcome === "complete" ? `${name}: the whole dose is in` : name;
}

/** Why, and who goes along; a bathroom is what it mostly is. */
function offFields() {
  const reasons = ["bathroom", "walk", "other"].map((value, place) => {
    const input = h("input", { type: "radio", name: "reason", value, checked: place === 0 });
    return { input, label: h("label", { class: "choice" }, input, value) };
  });
  const companion = h("input", {
    name: "companion",
    maxlength: "100",
    placeholder: "who goes along",
    "aria-label": "Companion",
  });
  const choices = h("div", { class: "row" }, ...reasons.map(({ label }) => label));
  const read = () => {
    const reason = reasons.find(({ input }) => input.checked)?.input.value ?? "other";
    const along = companion.value.trim();
    return along ? { reason, companion: along } : { reason };
  };
  return { fields: [choices, companion], read };
}

function abortFields() {
  const reason = h("input", { name: "reason", required: true, maxlength: "2000" });
  const field = h("label", {}, "Reason", reason);
  return { fields: [field], read: () => ({ reason: reason.value.trim() }) };
}

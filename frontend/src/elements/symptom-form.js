// What the patient tells or shows: one tap records it.

import { h } from "../dom.js";
import { SIGNS } from "../symptoms.js";

/** @param {import("./entry-row.js").Desk} desk */
export function symptomForm({ give }) {
  const buttons = SIGNS.map(([kind, words]) => {
    const entry = { route: "events", body: { kind }, what: words };
    const options = { type: "button", "data-event": kind, onclick: () => give(entry) };
    return h("button", options, words);
  });
  return h("div", { class: "events" }, ...buttons);
}

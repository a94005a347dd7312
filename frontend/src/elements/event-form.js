// What the patient tells or shows: one tap records it, with a few words where they were typed before.

import { h } from "../dom.js";
import { EVENTS, SIGNS } from "../symptoms.js";

/** @param {import("./entry-row.js").Desk} desk */
export function eventForm({ give }) {
  const text = h("input", {
    name: "text",
    maxlength: "2000",
    placeholder: "words, if they are needed",
    "aria-label": "Words",
  });
  const group = (
    /** @type {string} */ label,
    /** @type {readonly (readonly [string, string])[]} */ kinds,
  ) =>
    h(
      "div",
      { class: "events", role: "group", "aria-label": label },
      ...kinds.map(([kind, words]) => {
        const record = () => {
          const said = text.value.trim();
          const body = said ? { kind, text: said } : { kind };
          give({ route: "events", body, what: words });
        };
        return h("button", { type: "button", "data-event": kind, onclick: record }, words);
      }),
    );
  return h(
    "div",
    { class: "event-form" },
    group("Events", EVENTS),
    h("p", { class: "note" }, "Signs of an emergency"),
    group("Signs", SIGNS),
    text,
  );
}

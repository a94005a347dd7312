// A scale as it is asked: one question after the other, back without loss. A scale of one question is
// recorded by one tap; one of several by the tap on its last answer.

import { h, replaceChildren } from "../dom.js";
import { SCALES, scaleOf, scoresOf, scoreText } from "../scales.js";

/** @typedef {import("../scales.js").Scale} Scale */
/** @typedef {import("../scales.js").ScaleItem} ScaleItem */
/** @typedef {import("./entry-row.js").Desk} Desk */

/** Sedation, which is asked most. @param {Desk} desk */
export function sedationForm(desk) {
  const scale = scaleOf("moaas");
  return scale ? asked(scale, desk) : h("div", {});
}

/** Any other. @param {Desk} desk */
export function scaleForm(desk) {
  const place = h("div", { class: "scale-choice" });
  const choose = (/** @type {Scale} */ scale) => {
    replaceChildren(place, h("p", {}, h("b", {}, scale.title)), asked(scale, desk));
    place.querySelector("button")?.focus();
  };
  const buttons = SCALES.filter(({ id }) => id !== "moaas").map((scale) =>
    h(
      "button",
      { type: "button", "data-scale": scale.id, onclick: () => choose(scale) },
      scale.title,
    ),
  );
  place.append(h("div", { class: "events" }, ...buttons));
  return place;
}

/** @param {Scale} scale @param {Desk} desk */
function asked(scale, { give }) {
  /** @type {Record<string, number>} */
  const answers = {};
  const question = h("div", { class: "question" });
  const ask = (/** @type {number} */ place) => {
    const item = scale.items[place];
    if (item) replaceChildren(question, ...parts(item, place));
  };
  const answer = (
    /** @type {ScaleItem} */ item,
    /** @type {number} */ place,
    /** @type {number} */ score,
  ) => {
    answers[item.id] = score;
    if (place + 1 < scale.items.length) {
      ask(place + 1);
      question.querySelector("button")?.focus();
      return;
    }
    const sum = scale.items.reduce((total, { id }) => total + (answers[id] ?? 0), 0);
    const found = scale.items.length > 1 ? { items: answers } : { score: sum };
    const body = { scale: scale.id, ...found };
    give({ route: "assessments", body, what: scoreText(scale.id, sum) });
  };
  const parts = (/** @type {ScaleItem} */ item, /** @type {number} */ place) => {
    const several = scale.items.length > 1;
    const back = { type: "button", "data-action": "question-back", onclick: () => ask(place - 1) };
    return [
      several && h("p", {}, `${place + 1} of ${scale.items.length}: ${item.text}`),
      scores(scale, item, answers[item.id], (score) => answer(item, place, score)),
      place > 0 && h("button", back, "Question before"),
    ];
  };
  ask(0);
  return h("div", { class: "scale" }, question, notAssessed(scale, give));
}

/** @param {Scale} scale @param {ScaleItem} item @param {number | undefined} given @param {(score: number) => void} answer */
function scores(scale, item, given, answer) {
  const worded = item.words.length > 0;
  const buttons = scoresOf(item).map((score) => {
    const options = {
      type: "button",
      "data-score": score,
      "aria-pressed": given === undefined ? null : String(given === score),
      onclick: () => answer(score),
    };
    const words = worded && h("span", {}, item.words[score - item.low]);
    return h("button", options, h("b", {}, String(score)), words);
  });
  const ends = scale.ends && h("p", { class: "note" }, `0 ${scale.ends[0]}, 10 ${scale.ends[1]}`);
  const label = {
    class: worded ? "scores" : "scores numbers",
    role: "group",
    "aria-label": item.text,
  };
  return h("div", {}, h("div", label, ...buttons), ends);
}

/** @param {Scale} scale @param {Desk["give"]} give */
function notAssessed(scale, give) {
  const reason = h("input", {
    name: "not_assessed",
    required: true,
    maxlength: "2000",
    placeholder: "why it could not be assessed",
    "aria-label": "Could not assess, because",
  });
  const save = h("button", { "data-action": "not-assessed" }, "Could not assess");
  const form = h("form", { class: "not-assessed" }, reason, save);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const why = reason.value.trim();
    const body = { scale: scale.id, not_assessed: why };
    if (why) give({ route: "assessments", body, what: scoreText(scale.id, null) });
  });
  return form;
}

// The lines of what somebody entered at the chair: scores, events, drugs, answers, readings. Pure.

import { readingText } from "./reading.js";
import { scoreText } from "./scales.js";
import { EVENT_NAMES } from "./symptoms.js";
import { person } from "./words.js";

/** @typedef {import("./journal.js").LogRecord} LogRecord */
/** @typedef {import("./journal.js").Line} Line */

/** @param {LogRecord} record a fact, or a reading by hand @returns {Line | null} */
export function entryLine(record) {
  const { n, at, clear } = record;
  const said = record.kind === "reading" ? record : (record.body ?? {});
  const what = record.kind === "reading" ? handText(record) : factText(record.fact, said);
  if (what === "") return null;
  const words = clear?.text ?? clear?.not_assessed ?? "";
  const line = words ? `${what}: ${words}` : what;
  return { n, at: said.happened_at ?? at, who: person(said.by), what: line };
}

/** "" for what nobody entered. @param {string} fact @param {Record<string, any>} body */
function factText(fact, body) {
  switch (fact) {
    case "score":
      return scoreText(body.scale, body.score);
    case "event":
      return EVENT_NAMES[body.kind] ?? body.kind;
    case "symptom":
      return symptomText(body);
    case "medication":
      return `${body.drug} ${body.dose} ${body.unit} ${body.route}`;
    case "answer":
      return `${body.item.replaceAll("_", " ")}: ${body.answer.replaceAll("_", " ")}`;
    default:
      return "";
  }
}

/** "None of these" takes back four symptoms at once and is one line. @param {Record<string, any>} body */
function symptomText({ symptom, present }) {
  if (present) return EVENT_NAMES[symptom] ?? symptom;
  return symptom === "headache" ? "No sign of an emergency" : "";
}

/** @param {LogRecord} record */
function handText({ samples }) {
  return readingText(Object.assign({}, ...samples));
}

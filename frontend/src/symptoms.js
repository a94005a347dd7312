// What is seen or told at the chair, in the words of the buttons. Pure.

/** Signs of organs in danger, which make a high pressure an emergency (2025 AHA/ACC); they stand until `none` is told. */
export const SIGNS = /** @type {const} */ ([
  ["headache", "Headache"],
  ["vision", "Vision"],
  ["chest_pain", "Chest pain"],
  ["neuro_sign", "Neuro sign"],
  ["none", "None of these"],
]);

/** Happened once. */
export const EVENTS = /** @type {const} */ ([
  ["nausea", "Nausea"],
  ["vomiting", "Vomiting"],
  ["anxiety", "Anxiety"],
  ["dissociation", "Dissociation"],
  ["hallucination", "Hallucination"],
  ["dizziness", "Dizziness"],
  ["line", "Line"],
  ["other", "Other"],
]);

/** @type {Readonly<Record<string, string>>} */
export const EVENT_NAMES = { ...Object.fromEntries(SIGNS), ...Object.fromEntries(EVENTS) };

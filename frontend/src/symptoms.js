// What is seen or told at the chair, in the words of the buttons. Pure.

/** Signs of organs in danger, which make a high pressure an emergency (2025 AHA/ACC). */
export const SIGNS = /** @type {const} */ ([
  ["headache", "Headache"],
  ["vision", "Vision"],
  ["chest_pain", "Chest pain"],
  ["neuro_sign", "Neuro sign"],
  ["none", "None of these"],
]);

/** Kept until `none` is told. @type {Readonly<Record<string, string>>} */
export const SYMPTOM_NAMES = Object.fromEntries(SIGNS);

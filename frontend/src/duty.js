// Who is called at each step when nobody attends to an alarm, as people read and change it. Pure.

import { STEP_NAMES } from "./words.js";

/** @typedef {import("./wire.js").Step} Step */
/** @typedef {{name: string, email: string | null}} Contact */
/** @typedef {{revision: number} & Record<Step, Contact[]>} Roster */
/**
 * @typedef {object} Channel
 * @property {"webhook" | "email"} channel
 * @property {boolean} configured
 * @property {boolean} failing
 * @property {number | null} last_at
 * @property {string | null} last_error
 */

/** In the order in which they are called. @type {readonly Step[]} */
export const STEPS = ["nurse", "charge_nurse", "prescriber"];

/** @type {Readonly<Record<Step, string>>} */
const CALLED = {
  nurse: "Nobody is called by an alarm.",
  charge_nurse: "Nobody is called when the nurse does not answer.",
  prescriber: "Nobody is called when nurse and charge nurse do not answer.",
};

/** What an empty step means, and what to do. @param {Roster} roster @returns {{step: Step, words: string}[]} */
export function missing(roster) {
  return STEPS.filter((step) => roster[step].length === 0).map((step) => ({
    step,
    words: `No ${STEP_NAMES[step]} is on duty. ${CALLED[step]}`,
  }));
}

/** What a change would do, step by step; nothing: []. @param {Roster} before @param {Roster} after @returns {string[]} */
export function changes(before, after) {
  return STEPS.filter((step) => shown(before[step]) !== shown(after[step])).map(
    (step) =>
      `${STEP_NAMES[step]}: ${shown(after[step]) || "nobody"} (was ${shown(before[step]) || "nobody"})`,
  );
}

/** @param {Contact[]} contacts */
function shown(contacts) {
  return contacts.map(({ name, email }) => (email ? `${name} <${email}>` : name)).join(", ");
}

/** Lines of "name" or "name address", as they are typed. @param {string} text @returns {Contact[]} */
export function readContacts(text) {
  return text.split("\n").flatMap((line) => {
    const [name = "", email = ""] = line.trim().split(/[\s<>,;]+/);
    return name === "" ? [] : [{ name, email: email || null }];
  });
}

/** @param {Contact[]} contacts */
export function writeContacts(contacts) {
  return contacts.map(({ name, email }) => [name, email].filter(Boolean).join(" ")).join("\n");
}

/** "set up, last used 10:43", "failing: …", "not set up". @param {Channel} channel @param {(at: number) => string} time */
export function channelState({ configured, failing, last_at, last_error }, time) {
  if (!configured) return "not set up: an administrator does that in the server's settings";
  const last = last_at === null ? "never used" : `last used ${time(last_at)}`;
  const error = last_error ? ` · ${last_error}` : "";
  return `${failing ? "FAILING" : "works"} · ${last}${error}`;
}

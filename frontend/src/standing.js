// What stands before a session's next step, and who may pass over it. Pure; the server decides.

/** @typedef {import("./api.js").Criterion} Criterion */
/** @typedef {Omit<import("./wire.js").Standing, "criteria"> & {criteria: Criterion[]}} Standing */
/** @typedef {"soft" | "hard" | "firm"} Grade mildest first */

const GRADES = /** @type {const} */ (["soft", "hard", "firm"]);

/** What settling may change. */
const SETTLES = new Set(["sbp", "dbp", "hr"]);

/** @param {Standing | null} standing */
export function unmet(standing) {
  return (standing?.criteria ?? []).filter(({ result }) => result !== "pass");
}

/** @param {Criterion[]} criteria @returns {Grade | null} null: nothing holds */
export function gravest(criteria) {
  const held = criteria.filter(({ result }) => result !== "pass");
  const ranks = held.map(({ grade }) => GRADES.indexOf(grade ?? "firm"));
  return GRADES[Math.max(-1, ...ranks)] ?? null;
}

/** @param {Grade | null} grade @param {"start" | "discharge"} step @param {string[]} actions of the role */
export function mayPassOver(grade, step, actions) {
  if (grade === "hard") return actions.includes("override_hard");
  if (grade !== "soft") return false;
  const needed = step === "start" ? ["override_gate", "override_hard"] : ["override_hard"];
  return needed.some((action) => actions.includes(action));
}

/** Who may, for everybody else. @param {Grade | null} grade @param {"start" | "discharge"} step */
export function whoMay(grade, step) {
  if (grade === "firm") return "Some of it nobody passes over: it has to be met.";
  if (grade === "hard" || step === "discharge")
    return "A clinician may pass this over, with a reason.";
  return "A charge nurse or a clinician may pass this over, with a reason.";
}

/** "SBP 142 is above 140, and 2 more"; "" if nothing is open. @param {Standing | null} standing @param {"start" | "discharge"} step */
export function openWords(standing, step) {
  if (standing?.step !== step) return "";
  const [first, ...more] = unmet(standing);
  if (!first) return "";
  return more.length > 0 ? `${textOf(first)}, and ${more.length} more` : textOf(first);
}

/** What holds because of the moment, and may be over after some rest. @param {Standing | null} standing */
export function settles(standing) {
  return unmet(standing).some(({ id, result }) => result === "fail" && SETTLES.has(id));
}

/** What a criterion says, with what it needs. @param {Criterion} criterion */
export function textOf({ id, text, result, needs }) {
  const said = text ?? id.replaceAll("_", " ");
  return result === "pass" || !needs ? said : `${said} → ${needs.replaceAll("_", " ")}`;
}

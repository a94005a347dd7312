// The words people read for what the wire names. One table each, so that a word is changed once.

/** @type {Readonly<Record<string, string>>} */
export const VITAL_NAMES = {
  hr: "HR",
  pr: "PR",
  spo2: "SpO2",
  rr: "RR",
  etco2: "EtCO2",
  sbp: "SBP",
  dbp: "DBP",
  map: "MAP",
  bp: "BP",
};

/** @type {Readonly<Record<import("./wire.js").Phase, string>>} */
export const PHASE_NAMES = {
  check_in: "Check-in",
  baseline: "Baseline",
  infusion: "Infusion",
  observation: "Observation",
  discharged: "Discharged",
  aborted: "Aborted",
};

/** For tiles, where the alarm symbol and the bed need the room. @type {Readonly<Record<import("./wire.js").Phase, string>>} */
export const PHASE_SHORT = {
  check_in: "CHECK",
  baseline: "BASE",
  infusion: "INF",
  observation: "OBS",
  discharged: "OUT",
  aborted: "ABORTED",
};

/** @type {Readonly<Record<string, string>>} */
export const ROLE_NAMES = {
  nurse: "nurse",
  charge_nurse: "charge nurse",
  clinician: "clinician",
  developer: "developer",
  administrator: "administrator",
  wall: "wall",
};

/** @type {Readonly<Record<string, string>>} */
export const OUTCOME_NAMES = { complete: "complete", stopped_early: "stopped early" };

/** Whom an alarm calls, one after the other. @type {Readonly<Record<import("./wire.js").Step, string>>} */
export const STEP_NAMES = {
  nurse: "nurse",
  charge_nurse: "charge nurse",
  prescriber: "prescriber",
};

/** For tiles. @type {Readonly<Record<import("./wire.js").Step, string>>} */
export const STEP_SHORT = { nurse: "nurse", charge_nurse: "charge", prescriber: "prescriber" };

/** Why a record was refused, by the problem's code; the server's own detail follows. @type {Readonly<Record<string, string>>} */
export const REFUSALS = {
  stale_revision: "It changed before your tap arrived. Look again, then repeat.",
  wrong_phase: "Not possible in this phase.",
  gate: "Something is still missing.",
  role: "Your role may not do this.",
  nothing_to_acknowledge: "It is over: nothing is left to acknowledge.",
  unknown_alarm: "It is over: nothing is left to acknowledge.",
  not_acknowledged: "Nobody has acknowledged it, or it already calls again.",
  not_shelvable: "This one cannot be set aside.",
  not_shelved: "It is not set aside any more.",
  bed_occupied: "Somebody opened a session on this bed meanwhile.",
  no_answer: "Not saved yet: the server did not answer.",
  not_recorded_yet: "Not saved yet: the server's disk is slow.",
};

/** Why, in one line. @param {import("./api.js").Problem} problem */
export function refusalText({ code, message }) {
  return `${REFUSALS[code] ?? ""} ${message}`.trim();
}

/** Who did it: a program is named by its token's label. @param {string | null} by */
export function person(by) {
  return (by ?? "").replace(/^token:/, "");
}

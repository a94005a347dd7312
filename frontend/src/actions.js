// Which records a session's phase allows, as the buttons say them. Vigil records, it does not control:
// no button claims to move the pump. Pure.

import { openWords } from "./standing.js";

/** @typedef {import("./wire.js").Session} Session */
/** @typedef {import("./standing.js").Standing} Standing */
/**
 * @typedef {object} RecordAction
 * @property {string} name of the route below the session, and of `data-action`
 * @property {string} label what the button says
 * @property {string} done what the toast says
 * @property {boolean} primary the step that comes next
 * @property {string} missing why it is not possible yet, in words; "" if it is
 * @property {"one tap" | "stop" | "abort" | "discharge" | "off"} steps
 * @property {object} body
 */

/**
 * @param {Session} session
 * @param {Standing | null} [standing] what stands before the next step; null: not known here
 * @returns {RecordAction[]}
 */
export function recordActions(session, standing = null) {
  const actions = phaseActions(session, standing);
  return session.off_monitor ? whileOff(actions) : actions;
}

/** @param {Session} session @param {Standing | null} standing @returns {RecordAction[]} */
function phaseActions(session, standing) {
  switch (session.phase) {
    case "check_in":
      return [tap("baseline", "Begin baseline", "Baseline begun", { primary: true }), abort(false)];
    case "baseline":
      return baselineActions(session, standing);
    case "infusion":
      return infusionActions(session);
    case "observation":
      return [discharge(openWords(standing, "discharge")), offMonitor(), abort(true)];
    default:
      return [];
  }
}

/** @param {Session} session @param {Standing | null} standing @returns {RecordAction[]} */
function baselineActions({ baseline }, standing) {
  const again = baseline ? "Capture baseline again" : "Capture baseline";
  const missing = baseline ? openWords(standing, "start") : "No baseline captured yet";
  return [
    tap("baseline", again, "Baseline captured", { primary: !baseline }),
    tap("start", "Pump started, record it", "Pump started", {
      primary: Boolean(baseline),
      missing,
    }),
    offMonitor(),
    abort(false),
  ];
}

/** @param {Session} session @returns {RecordAction[]} */
function infusionActions({ paused }) {
  const turn = paused
    ? tap("resume", "Pump running again, record it", "Pump running again", { primary: true })
    : tap("pause", "Pump paused, record it", "Pump paused", { primary: true });
  /** @type {RecordAction} */
  const stop = { ...tap("stop", "Pump stopped …", "Pump stopped", {}), steps: "stop" };
  return paused ? [turn, stop, offMonitor(), abort(true)] : [turn, stop, abort(true)];
}

/** @param {string} missing @returns {RecordAction} */
function discharge(missing) {
  const action = tap("discharge", "Discharge …", "Discharged", { primary: true, missing });
  return { ...action, steps: "discharge" };
}

/** Not while the drug flows. @returns {RecordAction} */
function offMonitor() {
  return { ...tap("off-monitor", "Off monitor …", "Off monitor", {}), steps: "off" };
}

/** Back first; only a stop and a hand-over do not wait for it. @param {RecordAction[]} actions @returns {RecordAction[]} */
function whileOff(actions) {
  const back = tap("back-on-monitor", "Back on monitor", "Back on monitor", { primary: true });
  const others = actions.filter(({ name }) => name !== "off-monitor");
  const waiting = others.map((action) =>
    ["stop", "abort"].includes(action.name)
      ? action
      : { ...action, primary: false, missing: "Back on the monitor first" },
  );
  return [back, ...waiting];
}

/**
 * @param {string} name @param {string} label @param {string} done
 * @param {{primary?: boolean, missing?: string}} more
 * @returns {RecordAction}
 */
function tap(name, label, done, { primary = false, missing = "" }) {
  return { name, label, done, primary, missing, steps: "one tap", body: {} };
}

/** Once the drug flows a session ends early only in somebody's hands. @param {boolean} handedOver @returns {RecordAction} */
function abort(handedOver) {
  const label = handedOver ? "Handed over to emergency care …" : "Abort session …";
  const done = handedOver ? "Handed over to emergency care" : "Session aborted";
  return { ...tap("abort", label, done, {}), steps: "abort", body: { handed_over: handedOver } };
}

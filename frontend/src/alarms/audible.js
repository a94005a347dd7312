// Which alarms ask to be heard on this screen. Pure.

import { isOn, shadowOf } from "./fold.js";
import { isTaken } from "./look.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../live/store.js").State} State */

/** Before the pump runs sensors are still being put on: faults of the equipment are shown only. */
const BEFORE_INFUSION = new Set(["check_in", "baseline"]);

/** @param {State} state @returns {Alarm[]} */
export function audibleAlarms(state) {
  const alarms = [...state.alarms.values()];
  return alarms.filter((alarm) => silence(alarm, alarms, state) === null);
}

/**
 * Why an alarm makes no sound; null: it does.
 * @param {Alarm} alarm @param {Alarm[]} all @param {State} state
 * @returns {"over" | "taken" | "by rule" | "late" | "inhibited" | "shadowed" | "before infusion" | "simulated" | null}
 */
export function silence(alarm, all, state) {
  if (alarm.retro) return "late";
  if (!isOn(alarm)) return "over";
  if (isTaken(alarm)) return "taken";
  if (alarm.silent) return "by rule";
  if (alarm.inhibited_by !== null) return "inhibited";
  if (shadowOf(alarm, all)) return "shadowed";
  if (alarm.bed === null) return null; // of the server itself
  const session = state.beds.get(alarm.bed)?.session ?? null;
  if (session?.simulated && !state.simulation) return "simulated"; // real patients are watched here
  const early = session === null || BEFORE_INFUSION.has(session.phase);
  const minor = alarm.kind === "technical" || alarm.priority === "low";
  return early && minor ? "before infusion" : null;
}

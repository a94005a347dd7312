// What the server has said, kept in one place. Pure: a message goes in, what it changed comes out.
// A hole in a bed's `change` numbers means that something was missed: the caller subscribes again.

/** @typedef {import("../wire.js").Outgoing} Outgoing */
/** @typedef {import("../wire.js").Bed} Bed */
/** @typedef {import("../wire.js").Alarm} Alarm */

/**
 * @typedef {object} State
 * @property {string | null} instance the server run the rest was read from
 * @property {number | null} cursor
 * @property {number} rate clinical ms per real ms
 * @property {boolean} simulation
 * @property {{clinical: number, real: number} | null} clock the last instant the server named, and
 *   when it came (ms of this page's monotonic clock)
 * @property {Map<string, Bed>} beds
 * @property {Map<string, Alarm>} alarms everything not over, by id
 * @property {Map<string, number>} heard when each bed's vitals last came, same clock as `real`
 */

/**
 * @typedef {{kind: "changed", beds: string[]}
 *   | {kind: "history", bed: string, from: number, to: number}
 *   | {kind: "hello"}
 *   | {kind: "snapshot"}
 *   | {kind: "resumed"}
 *   | {kind: "time"}
 *   | {kind: "result", message: import("../wire.js").Result}
 *   | {kind: "audio", message: import("../wire.js").Audio}
 *   | {kind: "known"}
 *   | {kind: "hole", bed: string, expected: number, got: number}
 *   | {kind: "rejected", code: string, detail: string}
 *   | {kind: "foreign", type: string}} Outcome
 */

/** @returns {State} */
export function emptyState() {
  return {
    instance: null,
    cursor: null,
    rate: 1,
    simulation: false,
    clock: null,
    beds: new Map(),
    alarms: new Map(),
    heard: new Map(),
  };
}

/**
 * @param {State} state changed in place
 * @param {Outgoing} message
 * @param {number} real when it came, ms of the page's monotonic clock
 * @returns {Outcome}
 */
export function apply(state, message, real) {
  switch (message.type) {
    case "hello":
      return hello(state, message, real);
    case "snapshot":
      return snapshot(state, message, real);
    case "resumed":
      state.cursor = message.cursor;
      return { kind: "resumed" };
    case "vitals":
      return vitals(state, message, real);
    case "alarm":
      return alarm(state, message);
    case "session":
      return numbered(state, message, (bed) => {
        bed.session = message.session;
      });
    case "monitor":
      return numbered(state, message, (bed) => {
        bed.monitor = message.monitor;
      });
    case "bed":
      return wholeBed(state, message);
    case "history_changed":
      return history(state, message);
    case "heartbeat":
      state.cursor = message.cursor;
      state.clock = { clinical: message.time, real };
      return { kind: "time" };
    case "clock":
      state.rate = message.rate;
      state.clock = { clinical: message.time, real };
      return { kind: "time" };
    case "audio":
      return { kind: "audio", message };
    case "result":
      return { kind: "result", message };
    case "reject":
      return { kind: "rejected", code: message.problem.code, detail: message.problem.detail };
    default:
      return foreign(message);
  }
}

/** The type is `never`: a message without a case above does not compile. @param {never} message */
function foreign(message) {
  return /** @type {const} */ ({
    kind: "foreign",
    type: String(/** @type {{type: unknown}} */ (message).type),
  });
}

/** @param {State} state @param {import("../wire.js").Hello} message @param {number} real */
function hello(state, message, real) {
  if (state.instance !== message.instance) state.cursor = null;
  state.instance = message.instance;
  state.rate = message.rate;
  state.simulation = message.simulation;
  state.clock = { clinical: message.time, real };
  return /** @type {const} */ ({ kind: "hello" });
}

/** @param {State} state @param {import("../wire.js").Snapshot} message @param {number} real */
function snapshot(state, message, real) {
  state.cursor = message.cursor;
  state.clock = { clinical: message.time, real };
  state.beds = new Map(message.beds.map((bed) => [bed.bed, bed]));
  state.heard = new Map(message.beds.map((bed) => [bed.bed, real]));
  state.alarms = new Map();
  for (const alarm of message.alarms) keepAlarm(state, alarm);
  return /** @type {const} */ ({ kind: "snapshot" });
}

/**
 * @param {State} state @param {import("../wire.js").VitalsTick} message @param {number} real
 * @returns {Outcome}
 */
function vitals(state, message, real) {
  const beds = [];
  for (const { bed: id, vitals: shown } of message.beds) {
    const bed = state.beds.get(id);
    if (!bed) continue;
    bed.vitals = shown;
    state.heard.set(id, real);
    beds.push(id);
  }
  state.clock = { clinical: message.at, real };
  return { kind: "changed", beds };
}

/**
 * An alarm of the server itself has no bed and no number.
 * @param {State} state @param {import("../wire.js").AlarmChange} message @returns {Outcome}
 */
function alarm(state, { alarm: changed, bed, cursor, change }) {
  if (bed !== null) {
    return numbered(state, { bed, cursor, change }, () => keepAlarm(state, changed));
  }
  state.cursor = cursor;
  keepAlarm(state, changed);
  return { kind: "changed", beds: [] };
}

/**
 * Applies a change if it is the bed's next one.
 * @param {State} state
 * @param {{bed: string, cursor: number, change: number}} message
 * @param {(bed: Bed) => void} change
 * @returns {Outcome}
 */
function numbered(state, message, change) {
  const bed = state.beds.get(message.bed);
  const expected = (bed?.change ?? 0) + 1;
  if (bed && message.change < expected) return { kind: "known" };
  if (!bed || message.change > expected) {
    return { kind: "hole", bed: message.bed, expected, got: message.change };
  }
  state.cursor = message.cursor;
  bed.change = message.change;
  change(bed);
  return { kind: "changed", beds: [message.bed] };
}

/** @param {State} state @param {import("../wire.js").BedChange} message @returns {Outcome} */
function wholeBed(state, message) {
  const known = state.beds.get(message.bed);
  if (known && message.change <= known.change) return { kind: "known" };
  state.cursor = message.cursor;
  state.beds.set(message.bed, message.value);
  return { kind: "changed", beds: [message.bed] };
}

/** @param {State} state @param {import("../wire.js").HistoryChanged} message @returns {Outcome} */
function history(state, message) {
  const outcome = numbered(state, message, () => {});
  if (outcome.kind !== "changed") return outcome;
  return { kind: "history", bed: message.bed, from: message.from, to: message.to };
}

/** @param {State} state @param {Alarm} alarm */
function keepAlarm(state, alarm) {
  const known = state.alarms.get(alarm.id);
  if (known && known.revision > alarm.revision) return;
  if (isOver(alarm)) state.alarms.delete(alarm.id);
  else state.alarms.set(alarm.id, alarm);
}

/** Returned and acknowledged, or normal again: nothing left to show. @param {Alarm} alarm */
export function isOver(alarm) {
  if (alarm.condition === "normal") return true;
  return alarm.condition === "returned" && alarm.attention !== "unacknowledged" && !alarm.latched;
}

/**
 * The clinical instant now, carried on from the last one the server named. null before any.
 * @param {State} state @param {number} real
 */
export function clinicalNow(state, real) {
  if (!state.clock) return null;
  return state.clock.clinical + Math.max(0, real - state.clock.real) * state.rate;
}

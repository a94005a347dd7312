// Messages as the server sends them, for the tests: what is not said is at rest.

/** @returns {any} */
export function vitals(more = {}) {
  const none = {
    value: null,
    at: null,
    age: null,
    state: "absent",
    reason: null,
    held: false,
    source: "monitor",
  };
  return {
    hr: none,
    pr: none,
    spo2: none,
    rr: none,
    etco2: none,
    bp: {
      sbp: null,
      dbp: null,
      map: null,
      at: null,
      age: null,
      state: "absent",
      source: null,
      reason: null,
    },
    art: null,
    ...more,
  };
}

/** @returns {any} */
export function live(value, at = 1000, age = 0) {
  return { value, at, age, state: "live", reason: null, held: false, source: "monitor" };
}

/** @returns {any} */
export function alarm(more = {}) {
  return {
    id: "s1.spo2_low.1",
    revision: 1,
    bed: "1",
    session: "s1",
    rule: "spo2_low",
    vital: "spo2",
    direction: "low",
    priority: "medium",
    kind: "physiological",
    condition: "active",
    attention: "unacknowledged",
    latched: false,
    value: 88,
    limit: 90,
    onset: 1000,
    ended: null,
    text: "SpO2 88 < 90",
    reason: "below the limit",
    acknowledged_by: null,
    acknowledged_at: null,
    shelved_by: null,
    shelved_until: null,
    silent: false,
    group: null,
    count: 1,
    inhibited_by: null,
    retro: false,
    calls_again_at: null,
    step: null,
    step_at: null,
    next_step: null,
    next_step_at: null,
    received_at: null,
    seen_by: null,
    seen_at: null,
    shared: null,
    recorded: true,
    ...more,
  };
}

/** @returns {any} */
export function session(more = {}) {
  return {
    id: "s1",
    revision: 1,
    bed: "1",
    phase: "infusion",
    paused: false,
    clock: {
      planned_ms: 2_400_000,
      infused_ms: 0,
      since_start_ms: 0,
      since_stop_ms: null,
      paused_ms: 0,
    },
    outcome: null,
    protocol: { name: "p", version: "1" },
    limits: [],
    patient: { identifier: "P1", initials: "M.K.", birth_year: 1984, sex: "f", weight_kg: 68 },
    dose: { mg_per_kg: 0.5, mg: 34 },
    simulated: false,
    baseline: null,
    created_at: 0,
    started_at: 600_000,
    stopped_at: null,
    ended_at: null,
    planned_end: 3_000_000,
    phases: [{ phase: "infusion", paused: false, from_at: 600_000, to_at: null }],
    limit_history: [],
    due: [],
    off_monitor: null,
    assessments: [],
    checklist: [],
    ...more,
  };
}

/** @returns {any} */
export function bed(more = {}) {
  return {
    bed: "1",
    label: "1",
    monitor: {
      id: "m1",
      connected: true,
      skew: null,
      simulated: false,
      model: null,
      last_at: null,
    },
    session: null,
    vitals: vitals(),
    alarms: [],
    change: 40,
    ...more,
  };
}

/** @returns {any} */
export function snapshot(beds = [bed()], alarms = []) {
  return { type: "snapshot", id: 1, cursor: 816, time: 5000, beds, alarms };
}

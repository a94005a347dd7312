import assert from "node:assert/strict";
import { test } from "node:test";
import { awayLine, awayState, awayText } from "../src/absence.js";
import { recordActions } from "../src/actions.js";
import { infusionClock, sameInitials } from "../src/infusion.js";
import { boundText, limitRows, limitText } from "../src/limits.js";
import { clockShort, clockWords, freeWords, phaseWord } from "../src/session-words.js";
import { bed, session } from "./wire-examples.js";

const MINUTE = 60_000;
const paused = session({
  paused: true,
  planned_end: null,
  clock: { ...session().clock, infused_ms: 12 * MINUTE },
  phases: [{ phase: "infusion", paused: true, from_at: 22 * MINUTE, to_at: null }],
});

test("the infusion clock follows from the planned end", () => {
  const { infused, left, sinceStart } = infusionClock(session(), 35 * MINUTE + 10_000);
  assert.deepEqual([infused, left, sinceStart], [1_510_000, 890_000, 1_510_000]);
  assert.equal(clockWords(session(), 35 * MINUTE + 10_000).main, "25:10 / 40:00");
  assert.equal(clockWords(session(), 35 * MINUTE + 10_000).side, "14:50 left");
});

test("a pause stops it", () => {
  assert.deepEqual(clockWords(paused, 24 * MINUTE), { main: "12:00 / 40:00", side: "paused 2:00" });
  assert.equal(phaseWord(paused, "short"), "PAUSED");
});

test("at 40:00 it stands and asks; only a record ends the infusion", () => {
  assert.deepEqual(clockWords(session(), 51 * MINUTE), {
    main: "40:00 reached",
    side: "confirm pump finished",
  });
  assert.equal(phaseWord(session(), "long"), "INFUSION");
});

test("observation counts from the stop", () => {
  const after = session({ phase: "observation", stopped_at: 50 * MINUTE, planned_end: null });
  assert.deepEqual(clockWords(after, 62 * MINUTE), {
    main: "12:00 since stop",
    side: "52:00 since start",
  });
  assert.equal(clockShort(after, 62 * MINUTE), "+12:00");
});

test("a free bed says what its monitor does", () => {
  const monitor = (more) => bed({ monitor: { ...bed().monitor, ...more } });
  assert.equal(freeWords(bed({ monitor: null }), 0).text, "no monitor");
  assert.equal(freeWords(monitor({ connected: false }), 0).text, "m1 not connected");
  assert.equal(freeWords(monitor({}), 0).text, "monitor ready");
  assert.equal(freeWords(monitor({ last_at: 1000 }), 2000).text, "m1 sending, no patient");
});

test("same initials mark both beds", () => {
  const beds = [
    bed({ session: session() }),
    bed({ bed: "2", session: session() }),
    bed({ bed: "3", session: session({ patient: { initials: "A.R." } }) }),
    bed({ bed: "4" }),
  ];
  assert.deepEqual([...sameInitials(beds)], ["1", "2"]);
});

const names = (one) => recordActions(one).map(({ name, steps }) => `${name}: ${steps}`);

test("each phase offers its records; what cannot be taken back takes two steps", () => {
  assert.deepEqual(names(session({ phase: "check_in" })), ["baseline: one tap", "abort: abort"]);
  assert.deepEqual(names(session()), ["pause: one tap", "stop: stop", "abort: abort"]);
  assert.deepEqual(names(paused), [
    "resume: one tap",
    "stop: stop",
    "off-monitor: off",
    "abort: abort",
  ]);
  assert.deepEqual(names(session({ phase: "observation" })), [
    "discharge: discharge",
    "off-monitor: off",
    "abort: abort",
  ]);
  assert.deepEqual(names(session({ phase: "discharged" })), []);
});

const AWAY = { since: 60 * MINUTE, until: 70 * MINUTE, reason: "bathroom", by: "token:anna" };

test("off the monitor: how long of how long, and what waits for the return", () => {
  const away = session({ phase: "observation", stopped_at: 50 * MINUTE, off_monitor: AWAY });
  assert.equal(awayText(away, 63 * MINUTE + 12_000), "3:12 of 10:00 · bathroom · anna");
  assert.equal(awayLine(away, 72 * MINUTE, "long"), "OFF MONITOR 12:00 of 10:00 · bathroom · anna");
  assert.equal(awayLine(away, 60 * MINUTE, "short"), "OFF 0:00 of 10:00 · bathroom · anna");
  assert.equal(awayLine(session(), 0, "long") + awayLine(null, 0, "long"), "");
  assert.deepEqual(
    [session(), away, away].map((one, n) => awayState(one, (69 + n / 2) * MINUTE)),
    [null, "away", "overdue"],
  );
  assert.equal(phaseWord(away, "short"), "OFF");
  const stands = (one) => recordActions(one).map(({ name, missing }) => [name, missing]);
  const back = "Back on the monitor first";
  assert.deepEqual(stands(away), [
    ["back-on-monitor", ""],
    ["discharge", back],
    ["abort", ""],
  ]);
  assert.deepEqual(stands({ ...paused, off_monitor: AWAY }), [
    ["back-on-monitor", ""],
    ["resume", back],
    ["stop", ""],
    ["abort", ""],
  ]);
});

test("the start names what is missing", () => {
  const start = (one) => recordActions(one).find(({ name }) => name === "start")?.missing;
  assert.equal(start(session({ phase: "baseline" })), "No baseline captured yet");
  assert.equal(start(session({ phase: "baseline", baseline: { sbp: 118 } })), "");
});

test("once the drug flows an abort is a hand-over", () => {
  const abort = (one) => recordActions(one).find(({ name }) => name === "abort")?.body;
  assert.deepEqual(abort(session({ phase: "baseline" })), { handed_over: false });
  assert.deepEqual(abort(session()), { handed_over: true });
});

const limit = (vital, direction, priority, value, delay_ms = 0) => ({
  rule: `${vital}_${direction}_${priority}`,
  vital,
  direction,
  priority,
  value,
  clear: value,
  delay_ms,
});
const LIMITS = [
  limit("spo2", "low", "medium", 90, 15_000),
  limit("spo2", "low", "high", 85, 5000),
  limit("hr", "low", "medium", 50),
  limit("hr", "high", "medium", 120),
  limit("sbp", "high", "medium", 160),
  limit("dbp", "high", "medium", 100),
];

test("limits beside the values", () => {
  assert.equal(limitText(LIMITS, "spo2"), "90–");
  assert.equal(limitText(LIMITS, "hr"), "50–120");
  assert.equal(limitText(LIMITS, "bp"), "< 160/100");
  assert.equal(limitText([], "bp"), "");
});

test("limits as a list: one row a vital and direction", () => {
  const [first] = limitRows(LIMITS);
  assert.equal(boundText(first?.medium ?? null), "< 90, 15 s");
  assert.equal(boundText(first?.high ?? null), "< 85, 5 s");
  assert.equal(limitRows(LIMITS).length, 5);
});

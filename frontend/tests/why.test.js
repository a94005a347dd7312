import assert from "node:assert/strict";
import { test } from "node:test";
import { timeWithSeconds } from "../src/format.js";
import { counterLines, inputLines, instantOf, limitLine, ruleName } from "../src/why.js";
import { live } from "./wire-examples.js";

const why = (more) => ({ values: {}, limit: null, inactive: null, counters: {}, ...more });

test("inputs with their age, and how far they could be believed", () => {
  const lost = { ...live(84, 0, 12_000), state: "absent" };
  const off = { ...live(null, 0, 0), state: "invalid", reason: "no_value" };
  assert.deepEqual(inputLines(why({ values: { spo2: live(82), hr: lost, rr: off } })), [
    "SpO2 82, 0 s old",
    "HR 84, 12 s old, absent",
    "RR --, 0 s old, no value",
  ]);
  const never = { ...live(null), age: null, state: "absent" };
  assert.deepEqual(inputLines(why({ values: { sbp: never } })), ["SBP --, never measured, absent"]);
});

test("the limit in force, and what leaves it", () => {
  const limit = {
    value: 85,
    clear: 87,
    delay_ms: 5000,
    readings: 1,
    clear_delay_ms: 10_000,
    clear_readings: 2,
  };
  assert.equal(
    limitLine(why({ limit })),
    "alarm at 85 for 5 s; over at 87 for 10 s, in 2 readings",
  );
  assert.equal(limitLine(why({ inactive: "no_baseline" })), "inactive: no baseline");
  assert.equal(limitLine(why({})), "none of its own in this phase");
});

test("what was counted: instants, durations, numbers", () => {
  const counters = { bad_since: 60_000, delay_ms: 15_000, bad_readings: 2 };
  assert.deepEqual(counterLines(why({ counters })), [
    `bad since ${timeWithSeconds(60_000)}`,
    "delay 15 s",
    "bad readings 2",
  ]);
});

test("a time of day is the nearest one, also across midnight; its second is in it whole", () => {
  const noon = new Date(2026, 0, 2, 12, 0, 0).getTime();
  assert.equal(instantOf("12:00:05", noon), noon + 5999);
  const early = new Date(2026, 0, 2, 0, 10, 0).getTime();
  assert.equal(instantOf("23:50:00", early), early - 20 * 60_000 + 999);
  assert.equal(instantOf("", noon), null);
  assert.equal(ruleName("spo2_low_high"), "SpO2 low high");
});

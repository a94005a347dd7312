import assert from "node:assert/strict";
import { test } from "node:test";
import { lastLines } from "../src/journal.js";

const MINUTE = 60_000;

const command = (n, name, more = {}) => ({
  n,
  at: n,
  kind: "command",
  name,
  by: "ruiz",
  happened_at: n,
  body: {},
  ...more,
});
const transition = (n, before, condition, because, more = {}) => ({
  n,
  at: n,
  kind: "transition",
  before,
  condition,
  because,
  alarm: "s1.spo2_low_high.1",
  text: "SpO2 84 < 85",
  vital: "spo2",
  value: 84,
  onset: n,
  ended: null,
  acknowledged_by: null,
  ...more,
});
const words = (...records) => lastLines(records, 9).map(({ what, who }) => `${what} · ${who}`);

test("newest first, by when it happened", () => {
  const late = command(1, "start", { at: 9, happened_at: 5 });
  const stop = command(8, "stop", { body: { outcome: "stopped_early" } });
  const lines = lastLines([late, { n: 2, at: 7, kind: "fact", fact: "offset" }, stop], 6);
  assert.deepEqual(lines, [
    { n: 8, at: 8, who: "ruiz", what: "Pump stopped, stopped early" },
    { n: 1, at: 5, who: "ruiz", what: "Pump started" },
  ]);
});

test("free text is shown to whom the server gives it", () => {
  const clear = { text: "music on, eyes closed" };
  assert.deepEqual(words(command(1, "note")), ["Note · ruiz"]);
  assert.deepEqual(words(command(1, "note", { clear })), ["Note: music on, eyes closed · ruiz"]);
  const pause = command(2, "pause", { clear: { reason: "nausea" } });
  assert.deepEqual(words(pause), ["Pump paused: nausea · ruiz"]);
});

test("a program is named by its label", () => {
  assert.deepEqual(words(command(1, "start", { by: "token:simulated nurse" })), [
    "Pump started · simulated nurse",
  ]);
});

test("an alarm from its beginning to its end", () => {
  const taken = { acknowledged_by: "ruiz" };
  const over = { ...taken, onset: 1, ended: 1 + 2 * MINUTE };
  const told = words(
    transition(1, "normal", "pending", "limit_crossed"),
    transition(2, "pending", "active", "matured"),
    command(3, "acknowledge", { body: { alarm: "s1.spo2_low_high.1" }, clear: { reason: "seen" } }),
    transition(3, "active", "active", "acknowledged", taken),
    transition(4, "active", "unknown", "value_lost", taken),
    transition(5, "unknown", "active", "still_bad", taken),
    transition(6, "active", "normal", "value_back", over),
  );
  assert.deepEqual(told, [
    "Ended: SpO2 84 < 85, lasted 2:00 · ",
    "Seen again: SpO2 84 < 85 · ",
    "SpO2 ? last 84 · ",
    "Acknowledged SpO2 84 < 85: seen · ruiz",
    "SpO2 84 < 85 · ",
  ]);
});

test("what was pending and never became an alarm is not told", () => {
  const gone = transition(2, "pending", "normal", "value_back", { ended: 2 });
  assert.deepEqual(words(transition(1, "normal", "pending", "limit_crossed"), gone), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alarmNote,
  alarmsOf,
  alarmText,
  cellOf,
  counts,
  lookOf,
  shortLine,
  standing,
  worstFirst,
} from "../src/alarms/look.js";
import { timeOfDay } from "../src/format.js";
import { alarm } from "./wire-examples.js";

test("looks: fill, edge, hollow, hatch", () => {
  assert.equal(lookOf(alarm()), "fill");
  assert.equal(lookOf(alarm({ attention: "acknowledged" })), "edge");
  assert.equal(lookOf(alarm({ condition: "returned" })), "hollow");
  assert.equal(lookOf(alarm({ condition: "unknown" })), "hatch");
  assert.equal(lookOf(alarm({ condition: "unknown", attention: "acknowledged" })), "hatch");
});

test("highest first; among equals what nobody has taken, then the newest", () => {
  const order = worstFirst([
    alarm({ id: "low", priority: "low", onset: 9 }),
    alarm({ id: "taken", attention: "acknowledged", onset: 8 }),
    alarm({ id: "older", onset: 1 }),
    alarm({ id: "newer", onset: 2 }),
    alarm({ id: "high", priority: "high", attention: "acknowledged", onset: 0 }),
  ]);
  assert.deepEqual(
    order.map(({ id }) => id),
    ["high", "newer", "older", "taken", "low"],
  );
});

test("pending alarms are not shown", () => {
  assert.deepEqual(worstFirst([alarm({ condition: "pending" })]), []);
});

test("one bed's alarms, and how many of each priority", () => {
  const all = [alarm(), alarm({ id: "b", bed: "2" }), alarm({ id: "c", priority: "high" })];
  assert.equal(alarmsOf(all, "1").length, 2);
  assert.deepEqual(counts(all), { high: 1, medium: 2, low: 0 });
});

test("words: unknown names the last value, technical carries its mark", () => {
  assert.equal(alarmText(alarm({ condition: "unknown", value: 84 })), "SpO2 ? last 84");
  assert.equal(alarmText(alarm({ kind: "technical", text: "No data" })), "⌁ No data");
});

test("what has become of it", () => {
  assert.equal(alarmNote(alarm(), 41_000), "0:40");
  assert.equal(
    alarmNote(alarm({ condition: "returned", ended: 60_000 }), 0),
    `ended ${timeOfDay(60_000)}`,
  );
  const taken = alarm({
    attention: "acknowledged",
    acknowledged_by: "ruiz",
    acknowledged_at: 60_000,
  });
  assert.equal(alarmNote(taken, 0), `✓ ruiz ${timeOfDay(60_000)}`);
  assert.equal(alarmNote({ ...taken, calls_again_at: 80_000 }, 0), "✓ ruiz 1:20");
  assert.equal(shortLine(taken), "SpO2 88 < 90");
  assert.equal(standing({ ...taken, calls_again_at: 80_000 }, 0), "✓ 1:20 ruiz");
});

test("each alarm colours the cell of its vital", () => {
  const cells = ["spo2", "hr", "pr", "sbp", "dbp", "map", null].map((vital) =>
    cellOf(alarm({ vital })),
  );
  assert.deepEqual(cells, ["spo2", "hr", "hr", "bp", "bp", "bp", null]);
});

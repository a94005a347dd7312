import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, clinicalNow, emptyState } from "../src/live/store.js";
import { alarm, bed, live, session, snapshot, vitals } from "./wire-examples.js";

function started(...beds) {
  const state = emptyState();
  apply(state, { type: "hello", instance: "run1", time: 4000, rate: 1, simulation: false }, 0);
  apply(state, snapshot(beds.length ? beds : undefined), 0);
  return state;
}

const change = (number, more = {}) => ({
  type: "alarm",
  cursor: 800 + number,
  bed: "1",
  change: number,
  alarm: alarm(more),
});

test("a bed's next change is applied and numbered", () => {
  const state = started();
  assert.deepEqual(apply(state, change(41), 0), { kind: "changed", beds: ["1"] });
  assert.equal(state.alarms.get("s1.spo2_low.1")?.condition, "active");
  assert.equal(state.beds.get("1")?.change, 41);
  assert.equal(state.cursor, 841);
});

test("a hole in a bed's numbers is told and changes nothing", () => {
  const state = started();
  const outcome = apply(state, change(42), 0);
  assert.deepEqual(outcome, { kind: "hole", bed: "1", expected: 41, got: 42 });
  assert.equal(state.alarms.size, 0);
  assert.equal(state.beds.get("1")?.change, 40);
});

test("a change that the snapshot already held is known", () => {
  const state = started();
  assert.deepEqual(apply(state, change(40), 0), { kind: "known" });
});

test("a change of a bed nobody told of is a hole", () => {
  const state = started();
  const outcome = apply(state, { ...change(1), bed: "9" }, 0);
  assert.equal(outcome.kind, "hole");
});

test("beds are numbered apart", () => {
  const state = started(bed(), bed({ bed: "2", change: 7 }));
  apply(state, change(41), 0);
  const outcome = apply(
    state,
    { ...change(8), bed: "2", alarm: alarm({ id: "s2.x.1", bed: "2" }) },
    0,
  );
  assert.deepEqual(outcome, { kind: "changed", beds: ["2"] });
});

test("an alarm leaves when it is normal, or returned and acknowledged", () => {
  for (const over of [
    { condition: "normal" },
    { condition: "returned", attention: "acknowledged" },
  ]) {
    const state = started();
    apply(state, change(41), 0);
    apply(state, change(42, { ...over, revision: 2 }), 0);
    assert.equal(state.alarms.size, 0, JSON.stringify(over));
  }
});

test("a returned alarm that nobody took, or that is latched, stays", () => {
  for (const open of [
    { condition: "returned" },
    { condition: "returned", attention: "acknowledged", latched: true },
    { condition: "unknown" },
  ]) {
    const state = started();
    apply(state, change(41, open), 0);
    assert.equal(state.alarms.size, 1, JSON.stringify(open));
  }
});

test("an older revision does not replace a newer one", () => {
  const state = started();
  apply(state, change(41, { revision: 3, attention: "acknowledged" }), 0);
  apply(state, change(42, { revision: 2 }), 0);
  assert.equal(state.alarms.get("s1.spo2_low.1")?.revision, 3);
});

test("an alarm of the server itself has no bed and no number", () => {
  const state = started();
  const own = alarm({ id: "server.recorder_late.1", bed: null, session: null });
  const message = { type: "alarm", cursor: 900, bed: null, change: 0, alarm: own };
  assert.deepEqual(apply(state, message, 0), { kind: "changed", beds: [] });
  assert.equal(state.alarms.size, 1);
});

test("vitals replace a bed's vitals, outside the numbers", () => {
  const state = started();
  const message = {
    type: "vitals",
    at: 6000,
    beds: [{ bed: "1", vitals: vitals({ spo2: live(97) }) }],
  };
  assert.deepEqual(apply(state, message, 70), { kind: "changed", beds: ["1"] });
  assert.equal(state.beds.get("1")?.vitals.spo2.value, 97);
  assert.equal(state.heard.get("1"), 70);
  assert.equal(state.beds.get("1")?.change, 40);
});

test("a session that ends leaves the bed free", () => {
  const state = started(bed({ session: session() }));
  apply(state, { type: "session", cursor: 900, bed: "1", change: 41, session: null }, 0);
  assert.equal(state.beds.get("1")?.session, null);
});

test("a new bed comes whole", () => {
  const state = started();
  const value = bed({ bed: "5", label: "window", change: 1 });
  apply(state, { type: "bed", cursor: 900, bed: "5", change: 1, value }, 0);
  assert.equal(state.beds.get("5")?.label, "window");
});

test("the past that changed is told with its span", () => {
  const state = started();
  const message = { type: "history_changed", cursor: 900, bed: "1", change: 41, from: 10, to: 20 };
  assert.deepEqual(apply(state, message, 0), { kind: "history", bed: "1", from: 10, to: 20 });
});

test("a snapshot replaces everything", () => {
  const state = started(bed(), bed({ bed: "2" }));
  apply(state, change(41), 0);
  apply(state, snapshot([bed({ bed: "7" })]), 0);
  assert.deepEqual([...state.beds.keys()], ["7"]);
  assert.equal(state.alarms.size, 0);
});

test("another run of the server makes the cursor worthless", () => {
  const state = started();
  apply(state, { type: "hello", instance: "run2", time: 1, rate: 1, simulation: false }, 0);
  assert.equal(state.cursor, null);
});

test("clinical time goes on at the server's rate", () => {
  const state = started();
  apply(state, { type: "clock", time: 10_000, rate: 60 }, 500);
  assert.equal(clinicalNow(state, 1500), 70_000);
});

test("a message of a kind from the future is named, not thrown", () => {
  assert.deepEqual(apply(started(), /** @type {any} */ ({ type: "weather" }), 0), {
    kind: "foreign",
    type: "weather",
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { callsAgain, nextCall, onTheWay, reached, told, unconfirmed } from "../src/alarms/calls.js";
import { alarmNote, bySeverity, counts, lookOf, standing } from "../src/alarms/look.js";
import { offers } from "../src/alarms/offers.js";
import { dueIn, dueShort, dueState, dueWords } from "../src/due.js";
import { timeWithSeconds } from "../src/format.js";
import { alarm } from "./wire-examples.js";

const called = (more = {}) =>
  alarm({ step: "nurse", step_at: 1000, next_step: "charge_nurse", next_step_at: 91_000, ...more });

test("who is called next, and when, in the server's time", () => {
  assert.equal(nextCall(called(), 69_000), "charge nurse in 0:22");
  assert.equal(nextCall(called(), 68_500), "charge nurse in 0:23");
  assert.equal(nextCall(called({ attention: "acknowledged" }), 69_000), "");
  assert.equal(nextCall(called(), null), "");
  assert.equal(nextCall(alarm(), 69_000), "");
});

test("who was told beyond the nurse, on card, strip and small tile", () => {
  const told_ = called({ step: "charge_nurse", step_at: 61_000 });
  assert.equal(told(told_), `told: charge nurse ${timeWithSeconds(61_000)}`);
  assert.equal(reached(told_), "→ charge nurse");
  assert.equal(standing(told_, 70_000), "→ charge");
  assert.equal(alarmNote(told_, 41_000), "0:40 → charge nurse");
  assert.equal(told(called()) + reached(called()) + standing(called(), 0), "");
  assert.equal(reached({ ...told_, attention: "acknowledged" }), "");
});

test("who comes is named, until it is acknowledged", () => {
  const comes = called({ seen_by: "token:J. Ruiz" });
  assert.equal(onTheWay(comes), "J. Ruiz on the way");
  assert.equal(standing(comes, 0), "on the way");
  assert.equal(onTheWay({ ...comes, attention: "acknowledged" }), "");
});

test("an alarm that no screen has confirmed in 10 s says so", () => {
  assert.equal(unconfirmed(called(), 10_999), "");
  assert.equal(unconfirmed(called(), 11_000), "no screen has confirmed");
  assert.equal(unconfirmed(called({ received_at: 1200 }), 60_000), "");
  assert.equal(unconfirmed(called({ attention: "acknowledged" }), 60_000), "");
  assert.equal(unconfirmed(alarm(), 60_000), ""); // nobody is called for it
});

test("what was taken says when it sounds again; what is silent only calls", () => {
  const taken = alarm({ attention: "acknowledged", calls_again_at: 81_000 });
  assert.equal(callsAgain(taken, 1000), "sounds again in 1:20");
  assert.equal(callsAgain({ ...taken, silent: true }, 1000), "calls again in 1:20");
  assert.equal(callsAgain(taken, 90_000), "sounds again in 0:00");
  assert.equal(callsAgain(alarm({ calls_again_at: 81_000 }), 1000), "");
});

const late = alarm({ id: "late", retro: true, priority: "high", text: "Lowest SpO2 86 for 0:22" });

test("a late finding looks like nothing else, comes last and is not counted", () => {
  assert.equal(lookOf(late), "late");
  assert.deepEqual([late, alarm({ priority: "low" })].sort(bySeverity).at(-1), late);
  assert.deepEqual(counts([late]), { high: 0, medium: 0, low: 0 });
});

const names = (lead, lines = []) =>
  offers({ lead, lines }, 5000, { why: true }).map(({ name }) => name);

test("an alarm may be acknowledged, with a reason too; only a called one waits for who comes", () => {
  assert.deepEqual(names(alarm()), ["acknowledge", "acknowledge_why", "why"]);
  assert.deepEqual(names(called()), ["acknowledge", "on_my_way", "acknowledge_why", "why"]);
  assert.ok(!names(called({ seen_by: "ruiz" })).includes("on_my_way"));
  assert.ok(!names(called({ rule: "hypertensive_emergency" })).includes("on_my_way"));
});

test("what was taken may be taken back, with a reason", () => {
  const taken = alarm({ attention: "acknowledged" });
  assert.deepEqual(names(taken), ["unacknowledge", "why"]);
  const [back] = offers({ lead: taken, lines: [] }, 5000, { why: false });
  assert.equal(back.reason, "needed");
  const both = offers({ lead: alarm(), lines: [taken] }, 5000, { why: false });
  assert.deepEqual(both.find(({ name }) => name === "acknowledge").alarms, [alarm()]);
});

test("only minor faults of the equipment stand aside", () => {
  const fault = (more) => alarm({ kind: "technical", vital: null, ...more });
  assert.ok(names(fault({})).includes("shelve"));
  assert.ok(!names(fault({ priority: "high" })).includes("shelve"));
  assert.ok(!names(alarm({ priority: "low" })).includes("shelve"));
  assert.deepEqual(names(fault({ attention: "shelved" })), ["unshelve", "why"]);
});

test("a late finding is seen, nothing else", () => {
  const [seen, ...others] = offers({ lead: late, lines: [] }, 5000, { why: false });
  assert.deepEqual([seen.label, seen.command, others], ["Seen", "acknowledge", []]);
});

const again = (more = {}) => ({
  task: /** @type {const} */ ("nibp_recheck"),
  how: /** @type {const} */ ("press_start"),
  asked_at: 0,
  wanted_at: 60_000,
  due_at: 120_000,
  ...more,
});

test("a re-check is wanted later, due, overdue, each with its time", () => {
  const at = (now) => `${dueState(again(), now)} ${dueIn(again(), now)}`;
  assert.equal(at(20_000), "later in 0:40");
  assert.equal(at(80_000), "due 0:40");
  assert.equal(at(132_000), "overdue overdue 0:12");
  assert.equal(dueWords(again()), "Cuff again: press START on the monitor");
  assert.equal(
    dueWords(again({ how: "requested" })),
    "Cuff again: the monitor was asked to measure",
  );
  assert.equal(dueShort([again(), again({ due_at: 90_000 })], 80_000), "Cuff again 0:10");
  assert.equal(dueShort([], 0), "");
});

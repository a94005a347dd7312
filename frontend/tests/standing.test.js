import assert from "node:assert/strict";
import { test } from "node:test";
import { recordActions } from "../src/actions.js";
import { gravest, mayPassOver, openWords, settles, textOf, whoMay } from "../src/standing.js";
import { session } from "./wire-examples.js";

const criterion = (more = {}) => ({
  id: "sbp",
  value: /** @type {number | string | null} */ (142),
  age: 1000,
  result: /** @type {"pass" | "fail" | "unknown"} */ ("fail"),
  text: "SBP 142 is above 140",
  grade: /** @type {"soft" | "hard" | "firm" | null} */ ("soft"),
  needs: "measure again",
  ...more,
});
const passed = criterion({ id: "hr", result: "pass", text: "HR 72", grade: null, needs: null });
const consent = criterion({ id: "consent", result: "unknown", text: "Consent", grade: "firm" });

test("what is open names its first and counts the others", () => {
  const standing = {
    step: /** @type {const} */ ("start"),
    criteria: [passed, criterion(), consent],
  };
  assert.equal(openWords(standing, "start"), "SBP 142 is above 140 → measure again, and 1 more");
  assert.equal(openWords(standing, "discharge"), "");
  assert.equal(openWords({ ...standing, criteria: [passed] }, "start"), "");
  assert.equal(openWords(null, "start"), "");
  assert.equal(textOf(passed), "HR 72");
});

test("the gravest decides who may pass over", () => {
  assert.equal(gravest([passed]), null);
  assert.equal(gravest([criterion(), passed]), "soft");
  assert.equal(gravest([criterion(), criterion({ grade: "hard" })]), "hard");
  assert.equal(gravest([consent, criterion({ grade: "hard" })]), "firm");
  assert.equal(gravest([criterion({ grade: null })]), "firm"); // not said: nobody
});

test("soft is the charge nurse's before the start, hard the clinician's, firm nobody's", () => {
  const charge = ["override_gate"];
  const clinician = ["override_gate", "override_hard"];
  const who = (/** @type {any} */ grade, /** @type {"start" | "discharge"} */ step) =>
    [[], charge, clinician].map((actions) => mayPassOver(grade, step, actions));
  assert.deepEqual(who("soft", "start"), [false, true, true]);
  assert.deepEqual(who("hard", "start"), [false, false, true]);
  assert.deepEqual(who("soft", "discharge"), [false, false, true]);
  assert.deepEqual(who("firm", "discharge"), [false, false, false]);
  assert.deepEqual(who(null, "start"), [false, false, false]);
  assert.match(whoMay("soft", "start"), /charge nurse/);
  assert.match(whoMay("firm", "start"), /nobody/);
});

test("rest is offered for what rest changes", () => {
  const of = (/** @type {any[]} */ ...criteria) =>
    settles({ step: "start", criteria, settle_ms: null });
  assert.equal(of(passed, criterion()), true);
  assert.equal(of(criterion({ id: "spo2" })), false);
  assert.equal(of(criterion({ result: "unknown" })), false);
  assert.equal(settles(null), false);
});

test("a step that something holds is disabled with what is missing", () => {
  const observed = session({ phase: "observation", stopped_at: 1, planned_end: null });
  const of = (/** @type {any} */ standing) =>
    recordActions(observed, standing).find(({ name }) => name === "discharge")?.missing;
  const criteria = [criterion({ text: "40 min since the stop, 60 asked", needs: "20 min more" })];
  assert.equal(
    of({ step: "discharge", criteria }),
    "40 min since the stop, 60 asked → 20 min more",
  );
  assert.equal(of({ step: "discharge", criteria: [passed] }), "");
});

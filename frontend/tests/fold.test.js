import assert from "node:assert/strict";
import { test } from "node:test";
import { bedsOf, cardsOf, fold, forCell, shadowOf } from "../src/alarms/fold.js";
import { alarm } from "./wire-examples.js";

const spo2 = (priority, more = {}) =>
  alarm({ id: `spo2_${priority}`, priority, group: "SpO2 low", ...more });
const bp = (vital, priority, more = {}) =>
  alarm({
    id: `${vital}_${priority}`,
    vital,
    direction: "high",
    priority,
    group: "BP high",
    ...more,
  });
const shape = (alarms) =>
  fold(alarms).map(({ lead, lines }) => [lead.id, ...lines.map((l) => l.id)]);
const taken = { attention: "acknowledged" };

test("a higher alarm of the same vital and direction takes the lower ones as lines", () => {
  const [high, medium, low] = [spo2("high"), spo2("medium"), spo2("low")];
  assert.deepEqual(shape([low, medium, high]), [["spo2_high", "spo2_medium", "spo2_low"]]);
  assert.equal(shadowOf(low, [medium, high]), high);
  assert.equal(shadowOf(high, [low, medium]), undefined);
});

test("so it does without a group, and on its own bed only", () => {
  const bare = (priority, bed) => spo2(priority, { id: `${priority} ${bed}`, group: null, bed });
  assert.deepEqual(shape([bare("medium", "1"), bare("high", "1"), bare("medium", "2")]), [
    ["high 1", "medium 1"],
    ["medium 2"],
  ]);
});

test("one cuff reading is one card", () => {
  assert.deepEqual(shape([bp("dbp", "medium"), bp("sbp", "high")]), [["sbp_high", "dbp_medium"]]);
});

test("what nobody took is never a line of what somebody took, unless it says the same", () => {
  const said = shape([spo2("high", taken), spo2("medium")]);
  assert.deepEqual(said, [["spo2_high", "spo2_medium"]]);
  const other = shape([bp("sbp", "high", taken), bp("dbp", "medium")]);
  assert.deepEqual(other, [["sbp_high"], ["dbp_medium"]]);
});

test("what is over shadows nothing that still is so", () => {
  const over = { condition: "returned", latched: true, ended: 2000 };
  assert.deepEqual(shape([spo2("high", over), spo2("medium")]), [["spo2_high"], ["spo2_medium"]]);
});

test("technical alarms stand for themselves, but for one cause", () => {
  const technical = (id, group = null) =>
    alarm({ id, kind: "technical", vital: null, direction: null, group, text: `Fault ${id}` });
  assert.equal(fold([technical("a"), technical("b")]).length, 2);
  assert.equal(fold([technical("a", "no data"), technical("b", "no data")]).length, 1);
});

test("a fault that grew worse is one card, whoever took the lesser one", () => {
  const silent = (priority, more = {}) =>
    alarm({ id: priority, priority, kind: "technical", vital: null, text: "No data", ...more });
  assert.deepEqual(shape([silent("medium"), silent("high")]), [["high", "medium"]]);
  assert.deepEqual(shape([silent("medium", taken), silent("high")]), [["high", "medium"]]);
  assert.deepEqual(shape([silent("medium", { bed: "2" }), silent("high")]), [["high"], ["medium"]]);
});

test("a cell takes the colour of what still asks for somebody", () => {
  const dbp = bp("dbp", "medium");
  assert.equal(forCell([bp("sbp", "high", taken), dbp]), dbp);
  const high = spo2("high", taken);
  assert.equal(forCell([high, spo2("medium")]), high);
  assert.equal(forCell([]), undefined);
});

test("one cause on several beds is one card, on each bed with its own alarm first", () => {
  const silent = (bed) =>
    alarm({ id: `${bed}.silent`, bed, kind: "technical", vital: null, shared: "together" });
  const own = alarm({ id: "own", bed: "2" });
  const all = [silent("10"), silent("2"), silent("1"), own];
  assert.deepEqual(bedsOf(fold([silent("10"), silent("2"), silent("1")])[0]), ["1", "2", "10"]);
  const cards = cardsOf(all, "2");
  assert.deepEqual(cards.map(({ lead }) => lead.id).sort(), ["2.silent", "own"]);
  const shared = cards.find(({ lead }) => lead.id === "2.silent");
  assert.deepEqual(shared.lines.map(({ bed }) => bed).sort(), ["1", "10"]);
  assert.deepEqual(cardsOf(all, "3"), []);
});

test("a late finding is a card of its own and colours no value", () => {
  const late = spo2("medium", { id: "late", retro: true });
  assert.deepEqual(shape([spo2("high"), late]), [["spo2_high"], ["late"]]);
  assert.equal(forCell([late]), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { shownPressure, shownVital } from "../src/shown.js";
import { live, vitals } from "./wire-examples.js";

const path = { link: /** @type {const} */ ("live"), silence: 100, rate: 1 };
const cuff = (more = {}) => ({
  ...vitals().bp,
  sbp: 131,
  dbp: 82,
  map: 98,
  at: 1000,
  age: 40_000,
  state: "live",
  source: "nibp",
  ...more,
});

test("fresh, ageing and gone", () => {
  assert.deepEqual(shownVital(live(97, 1000, 1200), path), {
    text: "97",
    state: "live",
    note: "1 s",
  });
  const ageing = { ...live(97), state: "stale", age: 6400 };
  assert.deepEqual(shownVital(ageing, path), { text: "97", state: "stale", note: "6 s" });
  const gone = { ...live(97), state: "absent", age: 72_000 };
  assert.deepEqual(shownVital(gone, path), { text: "--", state: "absent", note: "1:12" });
});

test("never measured is neither zero nor blank", () => {
  assert.deepEqual(shownVital(vitals().hr, path), {
    text: "--",
    state: "absent",
    note: "none yet",
  });
});

test("no signal and implausible are told apart, and neither shows its number", () => {
  const invalid = { ...live(500), state: "invalid" };
  const words = (reason) => shownVital({ ...invalid, reason }, path);
  assert.deepEqual(words("no_value"), { text: "--", state: "invalid", note: "no signal" });
  assert.deepEqual(words("implausible"), { text: "--?", state: "invalid", note: "implausible" });
});

test("unknown while the last was bad reads ?", () => {
  const gone = { ...live(84), state: "absent", age: 12_000 };
  assert.equal(shownVital(gone, { ...path, doubted: true }).text, "?");
});

test("nothing is shown once the server is lost, or this bed's ticks have stopped", () => {
  assert.equal(shownVital(live(97), { ...path, link: "lost" }).text, "--");
  assert.equal(shownVital(live(97), { ...path, silence: 3000 }).state, "absent");
  assert.equal(shownPressure(cuff(), { ...path, link: "lost" }).text, "--/--");
});

test("ages go on by themselves only when ticks stop, at the clinical rate", () => {
  assert.equal(shownVital(live(97, 0, 1000), { ...path, silence: 1400 }).note, "1 s");
  assert.equal(shownVital(live(97, 0, 1000), { ...path, silence: 2000 }).note, "3 s");
  assert.equal(shownVital(live(97, 0, 1000), { ...path, silence: 2000, rate: 10 }).note, "21 s");
});

test("a cuff reading keeps its numbers and says how long ago", () => {
  const shown = shownPressure(cuff(), path);
  assert.deepEqual(shown, { text: "131/82", map: "98", state: "live", note: "0:40 ago" });
  assert.equal(shownPressure(cuff({ state: "stale", age: 960_000 }), path).note, "16 min ago");
});

test("a failed cuff says so, one never taken is --/--", () => {
  const failed = shownPressure(cuff({ state: "invalid", reason: "no_value" }), path);
  assert.deepEqual([failed.text, failed.note], ["--/--", "failed"]);
  assert.equal(shownPressure(vitals().bp, path).note, "none yet");
});

test("HR 28 and SBP 255 are values", () => {
  assert.equal(shownVital(live(28), path).text, "28");
  assert.equal(shownPressure(cuff({ sbp: 255, dbp: 127 }), path).text, "255/127");
});

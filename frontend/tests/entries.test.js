import assert from "node:assert/strict";
import { test } from "node:test";
import { entries } from "../src/charts/entered.js";
import { carryOn, fillIn, noReadings, readingsFrom } from "../src/charts/series.js";
import { lastLines } from "../src/journal.js";
import { doubt, readingText } from "../src/reading.js";
import { SCALES, scoresOf, scoreText } from "../src/scales.js";
import { shownPressure, shownVital } from "../src/shown.js";
import { live, vitals } from "./wire-examples.js";

const path = { link: /** @type {const} */ ("live"), silence: 100, rate: 1 };

test("what cannot be is doubted in words while it is typed", () => {
  assert.equal(doubt({ spo2: 200 }), "SpO2 200? Possible are 10 to 100.");
  assert.equal(doubt({ sbp: 80, dbp: 120 }), "SBP 80 is not above DBP 120: are they swapped?");
  assert.equal(doubt({ sbp: 120 }), "A cuff reading has both SBP and DBP.");
  assert.equal(doubt({ sbp: 182, dbp: 104, rr: 0 }), "");
});

test("a reading is named by its values", () => {
  assert.equal(readingText({ sbp: 182, dbp: 104, spo2: 94 }), "Reading by hand 182/104, SpO2 94");
  assert.equal(readingText({ hr: 70, rr: 12 }), "Reading by hand HR 70, RR 12");
});

test("sedation is asked from awake down; sums name what they are out of", () => {
  const [moaas] = SCALES;
  assert.deepEqual(scoresOf(/** @type {any} */ (moaas?.items[0])), [5, 4, 3, 2, 1, 0]);
  assert.equal(scoreText("moaas", 4), "MOAA/S 4");
  assert.equal(scoreText("orientation", 3), "Orientation 3 of 4");
  assert.equal(scoreText("padss", 10), "PADSS 10 of 10");
  assert.equal(scoreText("cadss6", 24), "CADSS-6 24 of 24");
  assert.equal(scoreText("nausea", null), "Nausea could not be assessed");
});

test("a value by hand says so, live and ageing; what is gone is nobody's", () => {
  const entered = { ...live(94, 1000, 2000), source: "hand" };
  assert.deepEqual(shownVital(entered, path), {
    text: "94",
    state: "live",
    note: "✎ 2 s",
    hand: true,
  });
  const gone = shownVital({ ...entered, state: "absent", age: 20_000 }, path);
  assert.deepEqual(gone, { text: "--", state: "absent", note: "20 s" });
  const cuff = { ...vitals().bp, sbp: 182, dbp: 104, age: 40_000, state: "live", source: "hand" };
  assert.equal(shownPressure(cuff, path).note, "✎ 0:40 ago");
});

test("by hand it is drawn hollow and joins no curve", () => {
  const columns = {
    at: [1000, 2000, 3000],
    hr: [70, 88, 71],
    spo2: [97, null, 96],
    sbp: [null, 182, null],
    dbp: [null, 104, null],
    map: [null, null, null],
    hand: [false, true, false],
    bp: /** @type {any} */ ([null, "hand", null]),
  };
  const readings = readingsFrom(columns);
  assert.deepEqual(readings.hr.value, [70, 71]);
  assert.deepEqual(readings.entered, [{ at: 2000, vital: "hr", value: 88 }]);
  const drawn = entries(
    /** @type {any} */ ({
      readings,
      view: { from: 0, to: 5000 },
      palette: { hr: "hr", bp: "bp", spo2: "spo2" },
      shift: (/** @type {number} */ at) => at,
    }),
  );
  const marked = drawn.map(({ name, y, marker }) => [name, y, /** @type {any} */ (marker).symbol]);
  assert.deepEqual(marked, [
    ["hr by hand", [88], ["circle-open"]],
    ["bp by hand", [143], ["diamond-open"]],
  ]);
});

test("a tick that says a value by hand again adds nothing, nor does the server's column", () => {
  const readings = noReadings();
  const spo2 = { ...live(94, 1000, 0), source: "hand" };
  carryOn(readings, vitals({ spo2 }), 5000);
  carryOn(readings, vitals({ spo2: { ...spo2, age: 1000 } }), 6000);
  const known = noReadings();
  known.entered = [{ at: 5000, vital: "spo2", value: 94 }];
  fillIn(readings, known, 0);
  assert.deepEqual(readings.entered, [{ at: 5000, vital: "spo2", value: 94 }]);
  assert.deepEqual(readings.spo2.value, []);
});

test("entries are lines of the log", () => {
  const fact = (
    /** @type {number} */ n,
    /** @type {string} */ name,
    /** @type {object} */ body,
    more = {},
  ) => ({
    n,
    at: n,
    kind: "fact",
    fact: name,
    body: { by: "ruiz", happened_at: n, ...body },
    ...more,
  });
  const lines = lastLines(
    [
      fact(1, "score", { scale: "moaas", score: 4 }),
      fact(2, "event", { kind: "nausea" }, { clear: { text: "after standing up" } }),
      fact(3, "symptom", { symptom: "vision", present: true }),
      fact(4, "symptom", { symptom: "headache", present: false }),
      fact(5, "symptom", { symptom: "vision", present: false }),
      fact(6, "medication", { drug: "ondansetron", dose: 0.5, unit: "mg", route: "iv" }),
      fact(7, "answer", { item: "escort_here", answer: "not_applicable" }),
      {
        n: 8,
        at: 9,
        kind: "reading",
        by: "ruiz",
        happened_at: 8,
        samples: [{ sbp: 120, dbp: 80 }],
      },
      fact(9, "stations", { watching: 2 }),
    ],
    20,
  );
  assert.deepEqual(lines.map(({ what }) => what).reverse(), [
    "MOAA/S 4",
    "Nausea: after standing up",
    "Vision",
    "No sign of an emergency",
    "ondansetron 0.5 mg iv",
    "escort here: not applicable",
    "Reading by hand 120/80",
  ]);
  assert.deepEqual([lines[0]?.at, lines[0]?.who], [8, "ruiz"]);
});

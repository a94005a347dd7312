import assert from "node:assert/strict";
import { test } from "node:test";
import { rangeFor, timeTicks } from "../src/charts/axes.js";
import { figure } from "../src/charts/figure.js";
import { valueAt } from "../src/charts/readout.js";
import { carryOn, fillIn, gapOf, gapsIn, noReadings, readingsFrom } from "../src/charts/series.js";
import { thin } from "../src/charts/thin.js";
import { around, stretchOf } from "../src/charts/window.js";
import { alarm, live, session, vitals } from "./wire-examples.js";

const MINUTE = 60_000;

/** One value a second from 0; `_` is a gap. */
function series(text) {
  const found = { at: [], value: [], late: [] };
  text.split(" ").forEach((word, second) => {
    if (word === "_") return;
    found.at.push(second * 1000);
    found.value.push(Number(word));
    found.late.push(false);
  });
  return found;
}

const view = { from: 0, to: 100_000, columns: 5, gap: 3000, late: false };

test("a dip of one sample survives thinning", () => {
  const values = Array.from({ length: 100 }, (_, second) => (second === 50 ? 80 : 97));
  const line = thin(series(values.join(" ")), view);
  assert.ok(line.x.length <= 20, `${line.x.length} points`);
  assert.ok(line.y.includes(80));
});

test("a gap longer than three times the cadence becomes a null", () => {
  const line = thin(series("97 97 _ _ 96 _ _ _ _ 95 95"), { ...view, columns: 1000 });
  assert.deepEqual(line.y, [97, 97, 96, null, 95, 95]);
});

test("late readings are a line of their own", () => {
  const found = series("97 96 95 94");
  found.late = [false, true, true, false];
  const wide = { ...view, columns: 1000 };
  assert.deepEqual(thin(found, { ...wide, late: true }).y, [96, 95]);
  assert.deepEqual(thin(found, wide).y, [97, null, 94]);
});

test("the gap follows the vital's own cadence, never under a second", () => {
  assert.equal(gapOf(series("97 97 97 97")), 3000);
  assert.equal(gapOf({ at: [0, 5000, 10_000], value: [1, 1, 1], late: [] }), 15_000);
});

test("gaps are named for the data lane, to the end of the view", () => {
  const gaps = gapsIn(series("97 97 _ _ _ _ 96 96"), 0, 20_000);
  assert.deepEqual(gaps, [
    { from: 1000, to: 6000 },
    { from: 7000, to: 20_000 },
  ]);
});

test("columns become series; an arterial row is no cuff reading", () => {
  const readings = readingsFrom({
    at: [1000, 2000, 3000],
    hr: [70, null, 72],
    spo2: [97, 96, null],
    sbp: [null, 131, 120],
    dbp: [null, 82, 70],
    map: [null, 98, 85],
    late: [false, true, false],
    bp: [null, "nibp", "art"],
  });
  assert.deepEqual(readings.hr.at, [1000, 3000]);
  assert.deepEqual(readings.spo2.late, [false, true]);
  assert.deepEqual(readings.cuffs, [{ at: 2000, sbp: 131, dbp: 82, map: 98, source: "nibp" }]);
});

test("ticks carry the series on; a repeated reading is one reading", () => {
  const readings = noReadings();
  /** @param {number} age */
  const cuff = (age) => ({
    ...vitals().bp,
    sbp: 131,
    dbp: 82,
    map: 98,
    at: 900,
    age,
    state: "live",
    source: "nibp",
  });
  const fresh = { ...live(97, 1000), age: 0 };
  carryOn(
    readings,
    vitals({ spo2: fresh, hr: { ...live(70, 1000), age: 0 }, bp: cuff(100) }),
    1000,
  );
  const older = { ...fresh, age: 1000 };
  carryOn(
    readings,
    vitals({ spo2: older, hr: { ...live(71, 2000), age: 0 }, bp: cuff(1100) }),
    2000,
  );
  assert.deepEqual(readings.spo2.at, [1000]);
  assert.deepEqual(readings.hr.value, [70, 71]);
  assert.deepEqual(
    readings.cuffs.map(({ at }) => at),
    [900],
  );
});

test("a reading stands where the judge saw it, not where a wrong clock stamped it", () => {
  const readings = noReadings();
  carryOn(readings, vitals({ spo2: { ...live(97, 3_600_000), age: 200 } }), 5000);
  assert.deepEqual(readings.spo2.at, [4800]);
});

test("what ticks left out is filled in from the server", () => {
  const readings = noReadings();
  readings.spo2 = { at: [1000, 4000, 9000], value: [97, 96, 95], late: [false, false, false] };
  const known = noReadings();
  known.spo2 = { at: [3000, 4000, 5000], value: [94, 96, 93], late: [false, false, true] };
  known.cuffs = [{ at: 4500, sbp: 118, dbp: 74, map: 89, source: "nibp" }];
  fillIn(readings, known, 2000);
  assert.deepEqual(readings.spo2.at, [1000, 3000, 4000, 5000, 9000]);
  assert.deepEqual(readings.spo2.value, [97, 94, 96, 93, 95]);
  assert.deepEqual(readings.cuffs, known.cuffs);
});

test("ranges are fixed steps: a value outside takes the next for good", () => {
  const readings = { ...noReadings(), spo2: series("97 84"), hr: series("70 39") };
  assert.deepEqual(rangeFor("spo2", readings).range, [84, 100.5]);
  assert.deepEqual(rangeFor("hr", readings).range, [20, 200]);
  assert.deepEqual(rangeFor("spo2", { ...readings, spo2: series("97 60") }).range, [50, 100.5]);
  assert.deepEqual(rangeFor("bp", noReadings()).range, [40, 200]);
});

test("time is written twice: clinic time and minutes since the start", () => {
  const ticks = timeTicks({ from: 0, to: 15 * MINUTE }, 5 * MINUTE);
  assert.deepEqual(
    ticks.map(({ text }) => text.split("<br>")[1]),
    ["−4", "−2", "+0", "+2", "+4", "+6", "+8", "+10"],
  );
});

test("the whole session reaches to the next gate", () => {
  const stretch = stretchOf("whole", session(), 20 * MINUTE);
  assert.ok(stretch.to > (session().planned_end ?? 0));
  const short = stretchOf("15", session(), 20 * MINUTE);
  assert.equal(short.to - short.from, 15 * MINUTE);
});

test("nothing is read off inside a gap", () => {
  assert.equal(valueAt(series("97 96"), 1500), 96);
  assert.equal(valueAt(series("97 96"), 9000), null);
});

const PALETTE = /** @type {any} */ ({ high: "high", medium: "medium", low: "low", panel: "panel" });

function drawn(more = {}) {
  return figure({
    session: session({ phases: [{ phase: "infusion", paused: false, from_at: 0, to_at: null }] }),
    readings: {
      spo2: series("97 96"),
      hr: series("70 71"),
      cuffs: [{ at: 500, sbp: 131, dbp: 82, map: null, source: "nibp" }],
      entered: [],
    },
    alarms: [],
    view: { from: 0, to: 10_000, now: 9000, width: 600, height: 400 },
    pin: null,
    palette: PALETTE,
    offset: 0,
    ...more,
  });
}

test("a cuff reading is a bar from diastolic to systolic, its mean invisible when unknown", () => {
  const bp = /** @type {any} */ (drawn().data.find(({ name }) => name === "bp"));
  assert.deepEqual(bp.y, [106.5]);
  assert.deepEqual([bp.error_y.array, bp.error_y.arrayminus], [[24.5], [24.5]]);
  assert.deepEqual(bp.marker.opacity, [0]);
});

test("at most twelve traces, whatever the session holds", () => {
  const spans = [{ condition: "active", from: 1000, to: null }];
  const alarms = Array.from({ length: 30 }, (_, k) => ({ ...alarm({ id: `a${k}` }), spans }));
  assert.ok(drawn({ alarms }).data.length <= 12);
});

test("alarms keep their states in the lane; the highest lies on top", () => {
  const spans = [
    { condition: "active", from: 1000, to: 2000 },
    { condition: "unknown", from: 2000, to: 3000 },
    { condition: "returned", from: 3000, to: null },
  ];
  const alarms = [
    { ...alarm({ priority: "high" }), spans },
    { ...alarm({ id: "b" }), spans: spans.slice(0, 1) },
  ];
  const lane = /** @type {any} */ (drawn({ alarms }).data.find(({ type }) => type === "bar"));
  assert.deepEqual(lane.marker.color, ["medium", "high", "high", "panel"]);
  assert.deepEqual(lane.marker.pattern.shape, ["", "", "/", ""]);
  assert.deepEqual(lane.base, [1000, 1000, 2000, 3000]);
});

test("two alarms of one panel do not mix their colours", () => {
  const spans = [{ condition: "active", from: 1000, to: 2000 }];
  const alarms = [
    { ...alarm({ vital: "sbp", priority: "high" }), spans },
    { ...alarm({ id: "b", vital: "dbp" }), spans },
  ];
  const shapes = /** @type {any[]} */ (drawn({ alarms }).layout.shapes);
  assert.deepEqual(
    shapes.filter(({ opacity }) => opacity === 0.18).map(({ fillcolor }) => fillcolor),
    ["high"],
  );
});

test("instants are shifted to the clinic once", () => {
  const { data } = drawn({ offset: 3_600_000 });
  assert.deepEqual(/** @type {any} */ (data[0]).x, [3_600_000, 3_601_000]);
});

test("an instant of the log is marked, with the minutes around it", () => {
  const { layout } = /** @type {any} */ (drawn({ pin: 4000 }));
  const lines = layout.shapes.filter(({ yref, x0, x1 }) => yref === "paper" && x0 === x1);
  assert.deepEqual(
    lines.map(({ x0 }) => x0),
    [4000],
  );
  const middle = around(60 * MINUTE, 90 * MINUTE);
  assert.deepEqual(middle, { from: 52.5 * MINUTE, to: 67.5 * MINUTE });
  assert.deepEqual(around(60 * MINUTE, 62 * MINUTE), { from: 47 * MINUTE, to: 62 * MINUTE });
});

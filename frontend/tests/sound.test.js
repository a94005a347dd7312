import assert from "node:assert/strict";
import { test } from "node:test";
import { audibleAlarms, silence } from "../src/alarms/audible.js";
import { BURSTS, HARMONICS, lengthOf, pulsesOf, RISE } from "../src/alarms/bursts.js";
import { LONGEST_PAUSE_MS, nextTurn, noTurns, pause } from "../src/alarms/turns.js";
import { emptyState } from "../src/live/store.js";
import { alarm, bed, session } from "./wire-examples.js";

/** Milliseconds, so that figures written as decimals compare exactly. */
const ms = (seconds) => Math.round(seconds * 1000);
const within = (value, low, high) => assert.ok(value >= low && value <= high, `${value}`);

test("bursts have the pulses and spaces of the standard", () => {
  assert.deepEqual(BURSTS.high.gaps.map(ms), [100, 100, 350, 100, 800, 100, 100, 350, 100]);
  assert.equal(ms(BURSTS.high.td), 150);
  for (const name of /** @type {const} */ (["medium", "low", "lost"])) {
    within(ms(BURSTS[name].td), 125, 250);
    for (const gap of BURSTS[name].gaps) within(ms(gap), 125, 250);
  }
  const pulses = Object.entries(BURSTS).map(([name, { pitches }]) => [name, pitches.length]);
  assert.deepEqual(pulses, [
    ["high", 10],
    ["medium", 3],
    ["low", 2],
    ["lost", 3],
  ]);
});

test("between bursts there is the standard's time; low sounds once", () => {
  within(BURSTS.high.every - lengthOf(BURSTS.high), 2.5, 15);
  within(BURSTS.medium.every - lengthOf(BURSTS.medium), 2.5, 30);
  within(BURSTS.lost.every - lengthOf(BURSTS.lost), 2.5, 15);
  assert.equal(BURSTS.low.every, null);
});

test("pitches and harmonics are those that are heard", () => {
  within(RISE, 0.1, 0.2);
  for (const level of HARMONICS) within(20 * Math.log10(HARMONICS[0] / level), 0, 15);
  for (const pitch of Object.values(BURSTS).flatMap(({ pitches }) => pitches)) {
    within(pitch, 150, 1000);
    const heard = HARMONICS.map((_, place) => pitch * (place + 1));
    assert.ok(heard.filter((each) => each >= 300 && each <= 4000).length >= 4, `${pitch}`);
  }
});

test("high is not softer than medium, medium not softer than low", () => {
  assert.ok(BURSTS.high.level >= BURSTS.medium.level);
  assert.ok(BURSTS.medium.level >= BURSTS.low.level);
});

test("where each pulse begins", () => {
  assert.deepEqual(
    pulsesOf(BURSTS.high).map(({ from }) => ms(from)),
    [0, 250, 500, 1000, 1250, 2200, 2450, 2700, 3200, 3450],
  );
  assert.equal(ms(lengthOf(BURSTS.high)), 3600);
});

const clinic = (alarms, beds = [bed({ session: session() })]) => ({
  ...emptyState(),
  alarms: new Map(alarms.map((each) => [each.id, each])),
  beds: new Map(beds.map((each) => [each.bed, each])),
});
const heard = (...where) => audibleAlarms(clinic(...where)).map(({ id }) => id);

test("what is over, taken, silent, late, inhibited or shadowed is not heard", () => {
  const why = (more, others = []) => silence(alarm(more), others, clinic([]));
  assert.equal(why({ condition: "returned" }), "over");
  assert.equal(why({ attention: "acknowledged" }), "taken");
  assert.equal(why({ attention: "shelved" }), "taken");
  assert.equal(why({ silent: true }), "by rule");
  assert.equal(why({ retro: true }), "late");
  assert.equal(why({ inhibited_by: "probe_off" }), "inhibited");
  assert.equal(why({}, [alarm({ id: "above", priority: "high" })]), "shadowed");
  assert.equal(why({}), null);
  assert.equal(why({ condition: "unknown" }), null);
});

test("before the infusion faults and low alarms are shown only; vitals are heard always", () => {
  const baseline = [bed({ session: session({ phase: "baseline" }) })];
  const fault = alarm({ id: "fault", kind: "technical", vital: null, priority: "high" });
  const low = alarm({ id: "low", vital: "hr", priority: "low" });
  const high = alarm({ id: "high", priority: "high" });
  assert.deepEqual(heard([fault, low, high], baseline), ["high"]);
  assert.deepEqual(heard([fault, low, high]), ["fault", "low", "high"]);
  assert.deepEqual(heard([fault], [bed()]), []);
});

test("the server's own faults are heard; a simulated patient among real ones is not", () => {
  assert.deepEqual(heard([alarm({ bed: null, session: null, kind: "technical" })]).length, 1);
  const played = [bed({ session: session({ simulated: true }) })];
  assert.deepEqual(heard([alarm()], played), []);
  const simulation = { ...clinic([alarm()], played), simulation: true };
  assert.equal(audibleAlarms(simulation).length, 1);
});

const asks = (id, burst) => ({ id, burst });
const HIGH = asks("h", "high");
const MEDIUM = asks("m", "medium");
const LOW = asks("l", "low");

/** What is played when, if at each of these instants these alarms ask. */
function played(...looks) {
  const turns = noTurns();
  return looks.flatMap(([now, ...asking]) => {
    const turn = nextTurn(turns, asking, now);
    return turn.kind === "rest" ? [] : [`${now} ${turn.kind === "play" ? turn.burst : "stop"}`];
  });
}

test("a new alarm sounds at once, then again after its time; low sounds once", () => {
  assert.deepEqual(played([0, HIGH], [7900, HIGH], [8000, HIGH], [16_000, HIGH]), [
    "0 high",
    "8000 high",
    "16000 high",
  ]);
  assert.deepEqual(played([0, MEDIUM], [19_900, MEDIUM], [20_000, MEDIUM]), [
    "0 medium",
    "20000 medium",
  ]);
  assert.deepEqual(played([0, LOW], [60_000, LOW], [120_000, LOW]), ["0 low"]);
});

test("one burst at a time, the highest; a higher one cuts in", () => {
  assert.deepEqual(played([0, HIGH, MEDIUM], [4000, HIGH, MEDIUM], [8000, HIGH, MEDIUM]), [
    "0 high",
    "8000 high",
  ]);
  assert.deepEqual(played([0, MEDIUM], [500, MEDIUM, HIGH]), ["0 medium", "500 high"]);
  assert.deepEqual(played([0, HIGH], [500, HIGH, MEDIUM], [3700, HIGH, MEDIUM]), ["0 high"]);
});

test("a second alarm of the same priority sounds as soon as the burst has ended", () => {
  const second = asks("h2", "high");
  assert.deepEqual(played([0, HIGH], [1000, HIGH, second], [3650, HIGH, second]), [
    "0 high",
    "3650 high",
  ]);
});

test("taking it stops the burst; the next lower one follows", () => {
  assert.deepEqual(played([0, HIGH], [1000], [1250]), ["0 high", "1000 stop"]);
  assert.deepEqual(played([0, HIGH, MEDIUM], [1000, MEDIUM], [1250, MEDIUM]), [
    "0 high",
    "1000 stop",
    "1250 medium",
  ]);
});

test("an alarm that calls again is new again", () => {
  assert.deepEqual(played([0, LOW], [5000], [300_000, LOW]), ["0 low", "300000 low"]);
});

test("without the server only the station's own tone is left", () => {
  assert.deepEqual(played([0, HIGH], [4000, asks("lost", "lost")]), ["0 high", "4000 lost"]);
});

test("a pause silences what is known, ends by itself, and at once for anything new", () => {
  const turns = noTurns();
  nextTurn(turns, [HIGH], 0);
  pause(turns, [HIGH], 1000);
  assert.deepEqual(nextTurn(turns, [HIGH], 1000), { kind: "stop" });
  assert.deepEqual(nextTurn(turns, [HIGH], 60_000), { kind: "rest" });
  const end = 1000 + LONGEST_PAUSE_MS;
  assert.equal(nextTurn(turns, [HIGH], end - 1).kind, "rest");
  assert.equal(nextTurn(turns, [HIGH], end).kind, "play");
  pause(turns, [HIGH], 200_000);
  nextTurn(turns, [HIGH], 200_000);
  assert.equal(nextTurn(turns, [HIGH, LOW], 201_000).kind, "play");
  assert.equal(turns.pause, null);
  assert.ok(LONGEST_PAUSE_MS <= 120_000);
});

test("an alarm that was taken and calls again breaks the pause", () => {
  const turns = noTurns();
  pause(turns, [HIGH], 0);
  assert.equal(nextTurn(turns, [HIGH], 100).kind, "rest");
  nextTurn(turns, [], 200);
  assert.equal(nextTurn(turns, [HIGH], 300).kind, "play");
});

test("a pause that the server keeps knows at first look what asks, and is never longer", () => {
  const turns = noTurns();
  pause(turns, null, 0, 999_000);
  assert.equal(nextTurn(turns, [HIGH], 100).kind, "rest");
  assert.equal(nextTurn(turns, [HIGH], LONGEST_PAUSE_MS - 1).kind, "rest");
  assert.equal(nextTurn(turns, [HIGH, MEDIUM], LONGEST_PAUSE_MS - 1).kind, "play");
  const short = noTurns();
  pause(short, null, 0, 5000);
  assert.equal(nextTurn(short, [HIGH], 4999).kind, "rest");
  assert.equal(nextTurn(short, [HIGH], 5000).kind, "play");
});

test("what is told of a pause again does not make new alarms known ones", () => {
  const turns = noTurns();
  pause(turns, [HIGH], 0);
  pause(turns, [HIGH, MEDIUM], 100, 60_000);
  assert.equal(nextTurn(turns, [HIGH, MEDIUM], 200).kind, "play");
});

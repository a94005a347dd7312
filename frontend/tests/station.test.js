import assert from "node:assert/strict";
import { test } from "node:test";
import { Receipts } from "../src/live/receipts.js";
import { attentive, BACK_FOR_MS, notice } from "../src/station/attention.js";
import { badgeOf } from "../src/station/badge.js";
import { stillCounts } from "../src/station/heard.js";
import { alarm } from "./wire-examples.js";

const facts = (more = {}) => ({
  kind: /** @type {const} */ ("desk"),
  sound: /** @type {const} */ ("running"),
  heard: true,
  link: /** @type {const} */ ("live"),
  pausedUntil: null,
  attention: attentive(0),
  now: 1000,
  ...more,
});
const text = (more) => badgeOf(facts(more)).text;

test("armed only when it may sound, was heard, sees the server and is looked at", () => {
  assert.equal(text({}), "● ARMED");
  assert.equal(text({ sound: "blocked" }), "sound blocked");
  assert.equal(text({ sound: "none" }), "sound blocked");
  assert.equal(text({ heard: false }), "sound not tested");
  assert.equal(text({ link: "lost" }), "not covering");
  assert.equal(text({ pausedUntil: 103_000 }), "sound paused 1:42");
  assert.equal(text({ kind: "bedside", sound: "blocked" }), "silent by design");
});

test("hidden and slept are noticed, and said for a while after", () => {
  const attention = attentive(0);
  notice(attention, true, 1000);
  assert.equal(attention.away, "hidden");
  attention.frame = 5000;
  notice(attention, false, 5000);
  assert.equal(attention.away, null);
  assert.equal(text({ attention, now: 17_000 }), "hidden, back 0:12 ago");
  notice(attention, false, 8001);
  assert.equal(attention.away, "slept");
  attention.frame = 9000;
  notice(attention, false, 9000);
  assert.equal(text({ attention, now: 9000 }), "slept, back 0:00 ago");
  attention.frame = 9001 + BACK_FOR_MS;
  notice(attention, false, 9001 + BACK_FOR_MS);
  assert.equal(text({ attention }), "● ARMED");
});

test("a receipt is sent once a revision and event, and again if it did not leave", () => {
  const sent = [];
  /** @type {"sent" | "not_open"} */
  let way = "not_open";
  const receipts = new Receipts(({ event, revision }) => {
    if (way === "sent") sent.push(`${event} ${revision}`);
    return way;
  });
  receipts.add("shown", [alarm()], 1000);
  way = "sent";
  receipts.add("shown", [alarm()], 1000.5);
  receipts.add("shown", [alarm()], 1001);
  receipts.add("sounded", [alarm()], 1001);
  receipts.add("shown", [alarm({ revision: 2 })], 1002);
  receipts.add("shown", [alarm()], null);
  assert.deepEqual(sent, ["shown 1", "sounded 1", "shown 2"]);
});

test("what is over is forgotten, so that its next time is told again", () => {
  const sent = [];
  const receipts = new Receipts(({ event }) => {
    sent.push(event);
    return "sent";
  });
  receipts.add("seen", [alarm()], 1000);
  receipts.keep(new Set([alarm().id]));
  receipts.add("seen", [alarm()], 1000);
  receipts.keep(new Set());
  receipts.add("seen", [alarm()], 1000);
  assert.deepEqual(sent, ["seen", "seen"]);
});

test("a heard test counts for a day", () => {
  const day = 86_400_000;
  assert.equal(stillCounts(1000, 1000 + day - 1), true);
  assert.equal(stillCounts(1000, 1000 + day), false);
  assert.equal(stillCounts(2000, 1000), false);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { hear, look, startWatch, unsync } from "../src/live/watchdog.js";

/** A page that looks every 250 ms up to `until`; the last answer. */
function lookUntil(watch, from, until) {
  let answer = look(watch, from);
  for (let now = from + 250; now <= until; now += 250) answer = look(watch, now);
  return answer;
}

function running(now = 0) {
  const watch = startWatch(now);
  hear(watch, now, true);
  look(watch, now);
  return watch;
}

test("live once a full picture has come", () => {
  const watch = startWatch(0);
  assert.equal(look(watch, 100).link, "catching-up");
  hear(watch, 200, false);
  assert.equal(look(watch, 200).link, "catching-up");
  hear(watch, 300, true);
  assert.equal(look(watch, 300).link, "live");
});

test("lost after three seconds without any message, and opened anew", () => {
  const watch = running();
  assert.deepEqual(lookUntil(watch, 0, 2750), { link: "live", reopen: null });
  assert.deepEqual(look(watch, 3000), { link: "lost", reopen: "silence" });
});

test("a bare message does not end it: only a full picture does", () => {
  const watch = running();
  lookUntil(watch, 0, 3000);
  hear(watch, 3100, false);
  assert.equal(look(watch, 3100).link, "lost");
  hear(watch, 3200, true);
  assert.equal(look(watch, 3200).link, "live");
});

test("a closed connection is catching up while there is hope", () => {
  const watch = running();
  unsync(watch);
  assert.deepEqual(look(watch, 250), { link: "catching-up", reopen: null });
  assert.equal(lookUntil(watch, 500, 3000).link, "lost");
});

test("a page that slept believes nothing it holds", () => {
  const watch = running();
  lookUntil(watch, 0, 1000);
  hear(watch, 60_000, false); // what was waiting in the socket comes first
  assert.deepEqual(look(watch, 60_000), { link: "lost", reopen: "asleep" });
});

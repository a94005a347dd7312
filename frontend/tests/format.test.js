import assert from "node:assert/strict";
import { test } from "node:test";
import { age, ago, infusionMinutes, minutes, number, signed } from "../src/format.js";
import { nextPath, route } from "../src/router.js";

test("numbers, ages, clocks", () => {
  assert.equal(number(null), "--");
  assert.equal(number(96.6), "97");
  assert.deepEqual([signed(64), signed(-4), signed(0.2)], ["+64", "−4", "±0"]);
  assert.deepEqual([minutes(59_999), minutes(3_661_000)], ["0:59", "1:01:01"]);
  assert.equal(infusionMinutes(75 * 60_000), "75:00");
  assert.deepEqual([age(6400), age(72_000)], ["6 s", "1:12"]);
  assert.deepEqual([ago(40_000), ago(720_000)], ["0:40 ago", "12 min ago"]);
});

test("addresses", () => {
  assert.deepEqual(route("/beds/a%2Fb"), { page: "bed", bed: "a/b" });
  assert.deepEqual(route("/overview"), { page: "overview" });
  assert.deepEqual(route("/wall", "?beds=1,2"), { page: "wall", beds: ["1", "2"] });
  assert.deepEqual(route("/no/such/page"), { page: "wall", beds: [] });
});

test("after signing in only this site is reached", () => {
  assert.equal(nextPath("?next=%2Fbeds%2F3"), "/beds/3");
  for (const foreign of ["//evil.example", "/\\evil.example", "https://evil.example", "/sign-in"]) {
    assert.equal(nextPath(`?next=${encodeURIComponent(foreign)}`), "/", foreign);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, channelState, missing, readContacts, writeContacts } from "../src/duty.js";
import { route } from "../src/router.js";

const ruiz = { name: "ruiz", email: "ruiz@clinic.example" };
const kim = { name: "kim", email: null };
const roster = (more = {}) => ({
  revision: 3,
  nurse: [ruiz],
  charge_nurse: [kim],
  prescriber: [],
  ...more,
});

test("an empty step says whom nobody calls", () => {
  assert.deepEqual(
    missing(roster()).map(({ step }) => step),
    ["prescriber"],
  );
  assert.match(missing(roster())[0].words, /^No prescriber is on duty\. Nobody is called when/);
  assert.deepEqual(missing(roster({ prescriber: [kim] })), []);
});

test("a change is said step by step, with what it was", () => {
  assert.deepEqual(changes(roster(), roster()), []);
  assert.deepEqual(changes(roster(), roster({ prescriber: [kim], charge_nurse: [] })), [
    "charge nurse: nobody (was kim)",
    "prescriber: kim (was nobody)",
  ]);
});

test("contacts are typed one a line, with or without an address", () => {
  assert.deepEqual(readContacts("ruiz ruiz@clinic.example\n\n  kim \n"), [ruiz, kim]);
  assert.deepEqual(readContacts("ruiz <ruiz@clinic.example>"), [ruiz]);
  assert.deepEqual(readContacts(writeContacts([ruiz, kim])), [ruiz, kim]);
});

test("a channel says how it does", () => {
  const channel = {
    channel: "email",
    configured: true,
    failing: false,
    last_at: 5,
    last_error: null,
  };
  const words = (more) => channelState({ ...channel, ...more }, (at) => `T${at}`);
  assert.equal(words({}), "works · last used T5");
  assert.equal(words({ last_at: null }), "works · never used");
  assert.equal(words({ failing: true, last_error: "refused" }), "FAILING · last used T5 · refused");
  assert.match(words({ configured: false }), /^not set up/);
});

test("it has an address of its own", () => {
  assert.deepEqual(route("/duty"), { page: "duty" });
});

// What can be done about a card, in the order of its buttons. Pure.

import { isOn } from "./fold.js";
import { isTaken } from "./look.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("./fold.js").Card} Card */
/**
 * @typedef {object} Offer
 * @property {string} name of the button
 * @property {string} command sent for each of `alarms`
 * @property {string} label
 * @property {boolean} primary
 * @property {"main" | "more"} place
 * @property {null | "wanted" | "needed"} reason whether a second step asks for one
 * @property {Alarm[]} alarms
 */

/**
 * @param {Card} card @param {number | null} now clinical instant @param {{why: boolean}} may
 * @returns {Offer[]}
 */
export function offers(card, now, { why }) {
  const members = [card.lead, ...card.lines];
  const late = card.lead.retro;
  const open = members.filter((alarm) => !isTaken(alarm));
  const taken = members.filter(({ attention }) => attention === "acknowledged");
  const shelved = members.filter(({ attention }) => attention === "shelved");
  const aside = members.filter((alarm) => mayStandAside(alarm));
  const held = open.filter((alarm) => mayHold(alarm, now));
  const all = [
    main("acknowledge", late ? "Seen" : "Acknowledge", open, true),
    main("on_my_way", "On my way", members.some(isEmergency) ? [] : held, false),
    more("acknowledge_why", "acknowledge", "… with a reason", late ? [] : open, "wanted"),
    more("unacknowledge", "unacknowledge", "Take back …", late ? [] : taken, "needed"),
    more("shelve", "shelve", "Set aside 10 min", aside, null),
    more("unshelve", "unshelve", "No longer aside", shelved, null),
    more("why", "", "Why?", why ? [card.lead] : [], null),
  ];
  return all.filter(({ alarms }) => alarms.length > 0);
}

/** @param {string} name @param {string} label @param {Alarm[]} alarms @param {boolean} primary @returns {Offer} */
function main(name, label, alarms, primary) {
  return { name, command: name, label, primary, place: "main", reason: null, alarms };
}

/**
 * @param {string} name @param {string} command @param {string} label @param {Alarm[]} alarms
 * @param {Offer["reason"]} reason
 * @returns {Offer}
 */
function more(name, command, label, alarms, reason) {
  return { name, command, label, primary: false, place: "more", reason, alarms };
}

/** Only minor faults of the equipment; which of them, the server knows. @param {Alarm} alarm */
function mayStandAside(alarm) {
  const minor = alarm.kind === "technical" && alarm.priority !== "high";
  return minor && isOn(alarm) && alarm.attention !== "shelved";
}

/** Somebody else would be called, and nobody has said to come. @param {Alarm} alarm @param {number | null} now */
function mayHold({ next_step, seen_by }, now) {
  return now !== null && next_step !== null && seen_by === null;
}

/** Nobody waits for somebody who is on the way there. @param {Alarm} alarm */
function isEmergency({ rule }) {
  return rule === "hypertensive_emergency";
}

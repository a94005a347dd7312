// Puts an alarm's look on an element; the style sheet does the rest.

import { setAttribute } from "../dom.js";
import { lookOf } from "./look.js";

/** @param {Element} element @param {import("../wire.js").Alarm | undefined} alarm undefined: none */
export function paintAlarm(element, alarm) {
  setAttribute(element, "data-look", alarm ? lookOf(alarm) : "none");
  setAttribute(element, "data-priority", alarm ? alarm.priority : null);
}

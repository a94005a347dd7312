// What is to be done at the chair, and how long there is for it. Pure.

import { minutes } from "./format.js";

/** @typedef {import("./wire.js").DueTask} DueTask */
/** @typedef {"later" | "due" | "overdue"} DueState */

/** @param {DueTask} task @param {number} now clinical instant @returns {DueState} */
export function dueState({ wanted_at, due_at }, now) {
  if (now >= due_at) return "overdue";
  return now < wanted_at ? "later" : "due";
}

/** "in 0:40", "0:40", "overdue 0:12" @param {DueTask} task @param {number} now */
export function dueIn(task, now) {
  const left = (/** @type {number} */ at) => minutes(at - now + 999);
  switch (dueState(task, now)) {
    case "later":
      return `in ${left(task.wanted_at)}`;
    case "due":
      return left(task.due_at);
    case "overdue":
      return `overdue ${minutes(now - task.due_at)}`;
  }
}

/** What somebody has to do. @param {DueTask} task */
export function dueWords({ how }) {
  return how === "requested"
    ? "Cuff again: the monitor was asked to measure"
    : "Cuff again: press START on the monitor";
}

/** The next one in a few characters; "" if there is none. @param {DueTask[]} tasks @param {number} now */
export function dueShort(tasks, now) {
  const [next] = inOrder(tasks);
  return next ? `Cuff again ${dueIn(next, now)}` : "";
}

/** @param {DueTask[]} tasks */
export function inOrder(tasks) {
  return [...tasks].sort((a, b) => a.due_at - b.due_at);
}

// Whether what is on this screen may be believed. In real seconds, whatever the clinical rate:
// the server decides how old a value is, this decides whether the server is still there.

/** @typedef {"live" | "catching-up" | "lost"} Link */

/** Without any message for this long the server counts as lost, ms (heartbeats come each second). */
export const LOST_AFTER_MS = 3000;
/** A page that did not run for this long was asleep: nothing on it is current, ms. */
export const ASLEEP_AFTER_MS = 3000;
/** From here on shown ages advance on their own, ms (each bed's vitals come at least each second). */
export const TICKS_STOPPED_AFTER_MS = 1500;

/**
 * @typedef {object} Watch
 * @property {Link} link
 * @property {boolean} synced a snapshot or a resume has arrived on this connection
 * @property {number} heard when the last message came (before any: when waiting began)
 * @property {number} looked when the watchdog last ran
 */

/** @param {number} now @returns {Watch} */
export function startWatch(now) {
  return { link: "catching-up", synced: false, heard: now, looked: now };
}

/** A message came; `synced` when it brought (or follows) a full picture. @param {Watch} watch @param {number} now @param {boolean} synced */
export function hear(watch, now, synced) {
  watch.heard = now;
  if (synced) watch.synced = true;
}

/** The connection ended, or what is shown is no longer trusted. @param {Watch} watch */
export function unsync(watch) {
  watch.synced = false;
}

/**
 * Called several times a second. Says what the link is now and, in words, why it should be opened
 * anew (null: leave it).
 * @param {Watch} watch
 * @param {number} now
 * @returns {{link: Link, reopen: "silence" | "asleep" | null}}
 */
export function look(watch, now) {
  const asleep = now - watch.looked >= ASLEEP_AFTER_MS;
  watch.looked = now;
  const silence = now - watch.heard;
  if (asleep || silence >= LOST_AFTER_MS) {
    watch.synced = false;
    watch.link = "lost";
    return { link: watch.link, reopen: asleep ? "asleep" : "silence" };
  }
  // Once lost, only a full picture makes it live again: a bare message is not enough.
  if (watch.synced) watch.link = "live";
  else if (watch.link === "live") watch.link = "catching-up";
  return { link: watch.link, reopen: null };
}

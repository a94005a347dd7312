// Whether this page is really in front of somebody: not in a hidden tab, and drawing.

/** A frame is asked for this often, ms. */
const FRAME_EVERY_MS = 1000;
/** No frame for this much longer than asked: the computer or the browser slept, ms. */
const SLEPT_MS = 2000;
/** A screen that was away says so for this long after it came back, ms. */
export const BACK_FOR_MS = 60_000;

/** @typedef {"hidden" | "slept"} Away */
/**
 * @typedef {object} Attention
 * @property {number} frame when the page last drew, ms
 * @property {Away | null} away
 * @property {{was: Away, at: number} | null} back when it last came back
 */

/** @param {number} now @returns {Attention} */
export function attentive(now) {
  return { frame: now, away: null, back: null };
}

/** @param {Attention} attention changed in place @param {boolean} hidden @param {number} now */
export function notice(attention, hidden, now) {
  const before = attention.away;
  if (hidden) attention.away = "hidden";
  else if (now - attention.frame > FRAME_EVERY_MS + SLEPT_MS) attention.away = "slept";
  else attention.away = null;
  if (before && !attention.away) attention.back = { was: before, at: now };
  if (attention.back && now - attention.back.at > BACK_FOR_MS) attention.back = null;
}

/**
 * Follows the document.
 * @param {() => number} clock ms
 * @param {() => void} changed
 * @returns {Attention} kept up to date
 */
export function watchAttention(clock, changed) {
  const attention = attentive(clock());
  const look = () => {
    const before = attention.away;
    notice(attention, document.visibilityState === "hidden", clock());
    if (attention.away !== before) changed();
  };
  const drew = () => {
    attention.frame = clock();
    look();
  };
  const shown = () => {
    attention.frame = clock(); // frames stop in a hidden tab: that is no sleep
    look();
  };
  let late = false;
  setInterval(() => {
    look();
    if (!late)
      requestAnimationFrame(() => {
        late = false;
        drew();
      });
    late = true;
  }, FRAME_EVERY_MS);
  document.addEventListener("visibilitychange", shown);
  look();
  return attention;
}

// What each priority sounds like, as data (IEC 60601-1-8, auditory alarm signals). Seconds and Hz.
// Ranges the tests hold these figures to: pulse 75–200 ms high, 125–250 ms else; spacing in a group
// 50–125 ms high, 125–250 ms else; third to fourth pulse 2x + td; fifth to sixth 0.35–1.30 s;
// between bursts 2.5–15 s high, 2.5–30 s medium, low none.

/** @typedef {"high" | "medium" | "low" | "lost"} BurstName */
/**
 * @typedef {object} Burst
 * @property {number[]} pitches fundamental of each pulse, Hz
 * @property {number[]} gaps from the end of each pulse but the last to the next one's beginning, s
 * @property {number} td how long a pulse lasts between its half levels, s
 * @property {number} level peak, of 1
 * @property {number | null} every from a burst's beginning to the next one's, s; null: once
 */

/** Steps of one chord, so that bursts of two stations do not grate on each other, Hz. */
const C5 = 523.25;
const E5 = 659.25;
const G5 = 783.99;
/** A fourth and more below everything else: the station speaks of itself. */
const G4 = 392;
const E4 = 329.63;
const C4 = 261.63;

const HIGH_TD = 0.15;
const X = 0.1;
const HIGH_GROUP = [X, X, 2 * X + HIGH_TD, X];
/** Between the two halves of a high burst, s. */
const HALVES = 0.8;
const Y = 0.2;

/** @type {Readonly<Record<BurstName, Burst>>} */
export const BURSTS = {
  high: {
    pitches: [C5, E5, G5, E5, G5, C5, E5, G5, E5, G5],
    gaps: [...HIGH_GROUP, HALVES, ...HIGH_GROUP],
    td: HIGH_TD,
    level: 0.8,
    every: 8,
  },
  medium: { pitches: [C5, E5, C5], gaps: [Y, Y], td: 0.2, level: 0.6, every: 20 },
  low: { pitches: [E5, C5], gaps: [Y], td: 0.2, level: 0.45, every: null },
  lost: { pitches: [G4, E4, C4], gaps: [Y, Y], td: 0.2, level: 0.8, every: 8 },
};

/**
 * Level of the fundamental and its harmonics: each within 15 dB of the fundamental, enough of them
 * between 300 and 4000 Hz that a small loudspeaker or an old ear loses some and still hears it.
 */
export const HARMONICS = /** @type {const} */ ([1, 0.8, 0.63, 0.5, 0.4]);

/** Part of a pulse's length in which it rises, and then falls: no click, no creeping in. */
export const RISE = 0.15;

/**
 * Where each pulse lies within its burst.
 * @param {Burst} burst @returns {{from: number, pitch: number}[]} s
 */
export function pulsesOf({ pitches, gaps, td }) {
  let from = 0;
  return pitches.map((pitch, place) => {
    const pulse = { from, pitch };
    from += td + (gaps[place] ?? 0);
    return pulse;
  });
}

/** @param {Burst} burst @returns {number} s */
export function lengthOf({ pitches, gaps, td }) {
  return pitches.length * td + gaps.reduce((sum, gap) => sum + gap, 0);
}

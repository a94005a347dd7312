// Plays a burst from its table on any Web Audio context: the loudspeaker's, or one that renders
// samples to be measured.

import { HARMONICS, pulsesOf, RISE } from "./bursts.js";

/** @typedef {import("./bursts.js").Burst} Burst */

/**
 * @param {BaseAudioContext} context
 * @param {Burst} burst
 * @param {number} at when it begins, s of the context's clock
 * @returns {() => void} cuts it off
 */
export function play(context, burst, at) {
  const out = context.createGain();
  out.connect(context.destination);
  const wave = waveOf(context);
  const pulses = pulsesOf(burst).map(({ from, pitch }) => {
    const oscillator = context.createOscillator();
    oscillator.setPeriodicWave(wave);
    oscillator.frequency.value = pitch;
    oscillator.connect(envelope(context, burst, at + from)).connect(out);
    oscillator.start(at + from);
    oscillator.stop(at + from + burst.td * (1 + RISE));
    return oscillator;
  });
  const last = pulses.at(-1);
  if (last) last.onended = () => out.disconnect();
  return () => cutOff(context, out, pulses);
}

/**
 * Up, held, down; half the level is crossed `td` apart.
 * @param {BaseAudioContext} context @param {Burst} burst @param {number} from
 */
function envelope(context, { td, level }, from) {
  const rise = td * RISE;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(level, from + rise);
  gain.gain.setValueAtTime(level, from + td);
  gain.gain.linearRampToValueAtTime(0, from + td + rise);
  return gain;
}

/** Sines only, normalised by the browser so that the level of a pulse is its peak. @param {BaseAudioContext} context */
function waveOf(context) {
  const sines = new Float32Array([0, ...HARMONICS]);
  return context.createPeriodicWave(new Float32Array(sines.length), sines);
}

/** In 10 ms, so that it does not click. @param {BaseAudioContext} context @param {GainNode} out @param {OscillatorNode[]} pulses */
function cutOff(context, out, pulses) {
  const now = context.currentTime;
  out.gain.setValueAtTime(1, now);
  out.gain.linearRampToValueAtTime(0, now + 0.01);
  for (const pulse of pulses) pulse.stop(now + 0.02);
}

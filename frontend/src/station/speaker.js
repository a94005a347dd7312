// The loudspeaker of this screen: whether the browser lets it sound, and the one burst it plays.

import { BURSTS } from "../alarms/bursts.js";
import { play } from "../alarms/synth.js";

/** A burst begins this much ahead of now, so that its first pulse rises whole, s. */
const AHEAD_S = 0.02;

/** @typedef {"running" | "blocked" | "none"} SoundState `none`: this browser has no Web Audio */

export class Speaker {
  /** @type {AudioContext | null} */ #context = null;
  /** @type {(() => void) | null} */ #cutOff = null;

  /** Told when the state may be another. */
  changed = () => {};

  /** A browser that was not touched since its start leaves the context suspended. */
  constructor() {
    if (!("AudioContext" in globalThis)) return;
    this.#context = new AudioContext({ latencyHint: "interactive" });
    this.#context.onstatechange = () => this.changed();
  }

  /** @returns {SoundState} */
  get state() {
    if (!this.#context) return "none";
    return this.#context.state === "running" ? "running" : "blocked";
  }

  /** Works only while a key press or click is being handled. */
  async unblock() {
    await this.#context?.resume().catch(() => {}); // stays blocked, which is shown
    this.changed();
  }

  /** Cuts off what sounds. @param {import("../alarms/bursts.js").BurstName} name */
  play(name) {
    this.stop();
    const context = this.#context;
    if (context) this.#cutOff = play(context, BURSTS[name], context.currentTime + AHEAD_S);
  }

  stop() {
    this.#cutOff?.();
    this.#cutOff = null;
  }
}

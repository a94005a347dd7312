// Records going to the server. Each has a key made on this device and its own tap time, so that a
// retry after a dead network cannot record twice and does not move the event.

import { newKey, Problem, post } from "./api.js";

/**
 * sending → saved | refused | unanswered; unanswered → sending (retry).
 * @typedef {"sending" | "saved" | "refused" | "unanswered"} RecordState
 */
/**
 * @typedef {object} Recording
 * @property {string} key
 * @property {string} path
 * @property {object} body
 * @property {string} what "Pump started"
 * @property {string} who "M.K. · bed 3"
 * @property {RecordState} state
 * @property {Problem | null} problem
 */

export class Recorder {
  /** @type {Set<(recording: Recording) => void>} */ #listeners = new Set();

  /** @param {(recording: Recording) => void} listener told at every change of state */
  watch(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @param {{path: string, body: object, what: string, who: string}} record
   * @returns {Promise<Recording>} answered, or known to be unanswered
   */
  record(record) {
    /** @type {Recording} */
    const recording = { ...record, key: newKey(), state: "sending", problem: null };
    return this.send(recording);
  }

  /** Also the retry: same key, same body. @param {Recording} recording */
  async send(recording) {
    this.#tell(recording, "sending", null);
    try {
      await post(recording.path, recording.body, recording.key);
      this.#tell(recording, "saved", null);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#tell(recording, problem.unanswered ? "unanswered" : "refused", problem);
    }
    return recording;
  }

  /** @param {Recording} recording @param {RecordState} state @param {Problem | null} problem */
  #tell(recording, state, problem) {
    recording.state = state;
    recording.problem = problem;
    for (const listener of this.#listeners) listener(recording);
  }
}

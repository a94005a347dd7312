// Keeps what stands before a session's next step up to date: it is asked for after every change of the
// session, and now and then, because values grow old by themselves.

import { get } from "./api.js";

/** @typedef {import("./standing.js").Standing} Standing */

/** A burst of changes is one question, real ms. */
const AFTER_CHANGE_MS = 200;
const EVERY_MS = 5000;

export class StandingWatch {
  /** @type {Standing | null} null: not known */ standing = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #next;
  /** @type {string | null} */ #session = null;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asks soon. @param {string | null} session null: no step is near */
  follow(session) {
    if (session !== this.#session) this.standing = null;
    this.#session = session;
    clearTimeout(this.#next);
    if (session !== null) this.#next = setTimeout(() => this.#ask(session), AFTER_CHANGE_MS);
  }

  /** @param {string} session */
  async #ask(session) {
    /** @type {Standing | null} */
    let found = null;
    try {
      found = await get(`/api/sessions/${encodeURIComponent(session)}/readiness`);
    } catch {
      found = null; // not known: the server says it when the step is recorded
    }
    if (session !== this.#session) return;
    this.standing = found;
    this.changed();
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#ask(session), EVERY_MS);
  }
}

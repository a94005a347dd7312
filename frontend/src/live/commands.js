// Commands to the server and their answers: each has a key, so that a retry is harmless.

import { newKey, Problem } from "../api.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {Omit<import("../wire.js").Command, "type" | "id" | "key">} Command */

const ANSWER_TIMEOUT_MS = 8000;

export class Commands {
  /** @type {Map<number, (result: import("../wire.js").Result) => void>} */ #waiting = new Map();
  /** @type {Map<string, string>} one key for each command as it was meant */ #keys = new Map();

  /**
   * @param {(command: import("../wire.js").Command) => "sent" | "not_open"} send
   * @param {() => number} nextId
   */
  constructor(send, nextId) {
    this.send = send;
    this.nextId = nextId;
  }

  /** Repeated as it was, it is the same command. @param {Command} command @returns {Promise<void>} rejects with a `Problem` */
  async give(command) {
    const meant = JSON.stringify(command);
    const key = this.#keys.get(meant) ?? newKey();
    this.#keys.set(meant, key);
    const result = await this.#ask({ type: "command", id: this.nextId(), key, ...command });
    const { code, detail } = result.problem ?? { code: "refused", detail: "Refused." };
    const problem = result.ok ? null : new Problem(code, detail);
    if (!problem?.unanswered) this.#keys.delete(meant); // said once more, it is meant once more
    if (problem) throw problem;
  }

  /**
   * About one alarm at the revision the person saw: a slow tap must not take a newer one.
   * @param {string} name @param {Alarm} alarm @param {string} [reason]
   */
  about(name, alarm, reason) {
    const { id, revision } = alarm;
    return this.give({ name, alarm: id, revision, ...(reason ? { reason } : {}) });
  }

  /** @param {import("../wire.js").Result} result */
  answered(result) {
    this.#waiting.get(result.id)?.(result);
  }

  /** @param {import("../wire.js").Command} command @returns {Promise<import("../wire.js").Result>} */
  #ask(command) {
    return new Promise((resolve, reject) => {
      const unanswered = () => {
        this.#waiting.delete(command.id);
        reject(new Problem("no_answer", "The server did not answer: not saved yet."));
      };
      if (this.send(command) === "not_open") return unanswered();
      const timer = setTimeout(unanswered, ANSWER_TIMEOUT_MS);
      this.#waiting.set(command.id, (result) => {
        clearTimeout(timer);
        this.#waiting.delete(command.id);
        resolve(result);
      });
    });
  }
}

// What this screen did with each alarm, told to the server once a revision: shown, sounded, seen.

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {"shown" | "sounded" | "seen"} Event */

export class Receipts {
  /** @type {Map<string, number>} the last revision told, by alarm and event */ #told = new Map();

  /** @param {(receipt: import("../wire.js").Receipt) => "sent" | "not_open"} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {Event} event @param {Iterable<Alarm>} alarms @param {number | null} now clinical instant */
  add(event, alarms, now) {
    if (now === null) return;
    const at = Math.floor(now);
    for (const { id, revision } of alarms) {
      const key = `${event} ${id}`;
      if ((this.#told.get(key) ?? -1) >= revision) continue;
      const sent = this.send({ type: "receipt", alarm: id, revision, event, at });
      if (sent === "sent") this.#told.set(key, revision);
    }
  }

  /** Alarms that are over will not be told of again. @param {Set<string>} open ids */
  keep(open) {
    for (const key of this.#told.keys()) {
      if (!open.has(key.slice(key.indexOf(" ") + 1))) this.#told.delete(key);
    }
  }
}

// What the bed page knows of a session's past: readings, alarms with their spans, log records.
// Fetched once, carried on by ticks, fetched anew when the server says that the past has changed.

import { get } from "./api.js";
import { carryOn, noReadings, readingsFrom } from "./charts/series.js";

/** @typedef {import("./charts/series.js").Columns} Columns */
/** @typedef {import("./charts/figure.js").SpannedAlarm} SpannedAlarm */
/** @typedef {import("./journal.js").LogRecord} LogRecord */

/** Rows the server may send of one session before it thins them itself. */
const MOST_ROWS = 20_000;
const LOG_KINDS = new Set(["command", "note"]);
const LOG_PAGE = 1000;

export class SessionHistory {
  readings = noReadings();
  /** @type {SpannedAlarm[]} */ alarms = [];
  /** @type {LogRecord[]} */ records = [];
  /** @type {"loading" | "loaded" | "failed"} */ state = "loading";
  /** @type {number | null} the last record read */ #after = null;
  #gone = false;
  #readingLog = false;

  /** @param {string} session @param {() => void} changed */
  constructor(session, changed) {
    this.path = `/api/sessions/${encodeURIComponent(session)}`;
    this.changed = changed;
  }

  /** No more answers are wanted. */
  close() {
    this.#gone = true;
  }

  async loadAll() {
    await Promise.all([this.loadReadings(), this.loadAlarms(), this.loadLog()]);
  }

  loadReadings() {
    return this.#load(async () => {
      /** @type {Columns} */
      const columns = await get(`${this.path}/vitals?points=${MOST_ROWS}`);
      this.readings = readingsFrom(columns);
      this.state = "loaded";
    });
  }

  loadAlarms() {
    return this.#load(async () => {
      /** @type {{items: SpannedAlarm[]}} */
      const { items } = await get(`${this.path}/alarms`);
      this.alarms = items;
    });
  }

  loadLog() {
    if (this.#readingLog) return Promise.resolve(); // a second reader would take the same page
    this.#readingLog = true;
    return this.#load(async () => {
      for (;;) {
        const after = this.#after === null ? "" : `&after=${this.#after}`;
        /** @type {{items: LogRecord[], next: number | null}} */
        const { items, next } = await get(`${this.path}/log?limit=${LOG_PAGE}${after}`);
        this.records.push(...items.filter((record) => LOG_KINDS.has(record.kind)));
        const last = items.at(-1);
        if (last) this.#after = last.n;
        if (next === null || this.#gone) return;
      }
    }).finally(() => {
      this.#readingLog = false;
    });
  }

  /** @param {import("./wire.js").Vitals} vitals */
  carryOn(vitals) {
    if (this.state === "loaded") carryOn(this.readings, vitals);
  }

  /** @param {() => Promise<void>} load */
  async #load(load) {
    try {
      await load();
    } catch {
      if (this.state === "loading") this.state = "failed";
    }
    if (!this.#gone) this.changed();
  }
}

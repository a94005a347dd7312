// What the bed page knows of a session's past: readings, alarms with their spans, log records.
// Fetched once, carried on by ticks, fetched anew when the server says that the past has changed.

import { get } from "./api.js";
import { carryOn, noReadings, readingsFrom } from "./charts/series.js";
import { LOG_KINDS } from "./journal.js";

/** @typedef {import("./charts/series.js").Columns} Columns */
/** @typedef {import("./charts/figure.js").SpannedAlarm} SpannedAlarm */
/** @typedef {import("./journal.js").LogRecord} LogRecord */

/** Rows the server may send of one session before it thins them itself. */
const MOST_ROWS = 20_000;
/** Records first read: among them are the last lines, however many alarms came and went. */
const LAST_RECORDS = 300;
const LOG_PAGE = 1000;
const KINDS = LOG_KINDS.map((kind) => `kind=${kind}`).join("&");

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
        const after = this.#after;
        const page =
          after === null ? `newest=true&limit=${LAST_RECORDS}` : `after=${after}&limit=${LOG_PAGE}`;
        /** @type {{items: LogRecord[], next: number | null}} */
        const { items, next } = await get(`${this.path}/log?${KINDS}&${page}`);
        this.records.push(...items);
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

// What the bed page knows of a session's past: readings, alarms with their spans, log records.
// Fetched once, carried on by ticks, fetched anew when the server says that the past has changed.

import { get } from "./api.js";
import { carryOn, fillIn, noReadings, readingsFrom } from "./charts/series.js";
import { LOG_KINDS } from "./journal.js";

/** @typedef {import("./charts/series.js").Columns} Columns */
/** @typedef {import("./charts/figure.js").SpannedAlarm} SpannedAlarm */
/** @typedef {import("./journal.js").LogRecord} LogRecord */

/** Rows the server may send of one session before it thins them itself. */
const MOST_ROWS = 20_000;
/** Records first read: among them are the last lines, however many alarms came and went. */
const LAST_RECORDS = 300;
const LOG_PAGE = 1000;
/** How much clinical time may pass on ticks alone, which may have left readings out. */
const SURE_FOR_MS = 30_000;
/** What is younger than this when it is asked for may not have been filed yet. */
const SETTLED_MS = 5_000;
const KINDS = LOG_KINDS.map((kind) => `kind=${kind}`).join("&");

export class SessionHistory {
  readings = noReadings();
  /** @type {SpannedAlarm[]} */ alarms = [];
  /** @type {LogRecord[]} */ records = [];
  /** @type {"loading" | "loaded" | "failed"} */ state = "loading";
  /** @type {number | null} the last record read */ #after = null;
  #gone = false;
  #readingLog = false;
  /** Up to here the readings are the server's. */ #sure = Number.POSITIVE_INFINITY;

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
      this.#sure = Math.max(0, (columns.at.at(-1) ?? 0) - SETTLED_MS);
      this.state = "loaded";
    });
  }

  /** Asks for what ticks left out. @param {number} now */
  async #catchUp(now) {
    const from = this.#sure;
    this.#sure = now - SETTLED_MS;
    await this.#load(async () => {
      /** @type {Columns} */
      const columns = await get(`${this.path}/vitals?from=${from}&points=${MOST_ROWS}`);
      fillIn(this.readings, readingsFrom(columns), from);
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

  /** @param {import("./wire.js").Vitals} vitals @param {number} now the tick's instant */
  carryOn(vitals, now) {
    if (this.state !== "loaded") return;
    carryOn(this.readings, vitals, now);
    if (now - this.#sure > SURE_FOR_MS + SETTLED_MS) this.#catchUp(now);
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

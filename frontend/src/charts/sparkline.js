// The last 30 minutes of one bed on a small canvas: SpO2 above, HR below, each on fixed steps.
// Read from the ticks as they come; a gap stays a gap.

import { get } from "../api.js";

/** @typedef {import("../wire.js").Vitals} Vitals */
/** @typedef {{at: number, spo2: number | null, hr: number | null}} Point */

const WINDOW_MS = 30 * 60_000;
/** One point per this many clinical ms: finer than a pixel of the widest tile. */
const STEP_MS = 3000;
/** As many points as the whole window has steps. */
const POINTS = WINDOW_MS / STEP_MS;
/** Readings further apart than this are not joined, ms. */
const GAP_MS = 4 * STEP_MS;
/** Drawn at most this often, real ms: 30 min on 600 px move one pixel in 3 s. */
const DRAW_EVERY_MS = 3000;
const RANGES = /** @type {const} */ ({ spo2: [84, 100.5], hr: [40, 140] });

export class Sparkline {
  canvas = document.createElement("canvas");
  /** @type {Point[]} */ points = [];
  /** @type {string | null} */ session = null;
  #drawn = Number.NEGATIVE_INFINITY;

  /** @param {{past: boolean}} options `past`: ask the server for what came before */
  constructor({ past }) {
    this.past = past;
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** @param {string} session @param {Vitals} vitals @param {number} now clinical instant */
  add(session, vitals, now) {
    if (session !== this.session) this.#begin(session, now);
    const last = this.points.at(-1);
    if (!last || now - last.at >= STEP_MS) this.points.push(pointOf(vitals, now));
    while (this.points[0] && this.points[0].at < now - WINDOW_MS) this.points.shift();
    const real = performance.now();
    if (real - this.#drawn < DRAW_EVERY_MS) return;
    this.#drawn = real;
    this.draw(now);
  }

  /** @param {string} session @param {number} now */
  #begin(session, now) {
    this.session = session;
    this.points = [];
    if (this.past) this.#fill(session, now).catch(() => {}); // the strip then begins now
  }

  /** What was measured before this page was opened. @param {string} session @param {number} now */
  async #fill(session, now) {
    const from = Math.floor(now - WINDOW_MS);
    const path = `/api/sessions/${encodeURIComponent(session)}/vitals?from=${from}&points=${POINTS}`;
    /** @type {import("./series.js").Columns} */
    const { at, spo2, hr } = await get(path);
    if (session !== this.session) return;
    const first = this.points[0]?.at ?? Number.POSITIVE_INFINITY;
    const earlier = at.map((instant, row) => ({
      at: instant,
      spo2: spo2[row] ?? null,
      hr: hr[row] ?? null,
    }));
    this.points = [...earlier.filter((point) => point.at < first), ...this.points];
    this.#drawn = Number.NEGATIVE_INFINITY;
  }

  /** @param {number} now */
  draw(now) {
    const { canvas } = this;
    const scale = devicePixelRatio;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round(canvas.clientHeight * scale);
    if (width === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas);
    const half = height / 2;
    this.#line(pen, "spo2", style.getPropertyValue("--spo2"), now, [0, half]);
    this.#line(pen, "hr", style.getPropertyValue("--hr"), now, [half, height]);
  }

  /**
   * @param {CanvasRenderingContext2D} pen @param {"spo2" | "hr"} vital @param {string} colour
   * @param {number} now @param {[number, number]} band top and bottom, px
   */
  #line(pen, vital, colour, now, [top, bottom]) {
    const [low, high] = RANGES[vital];
    const inset = pen.canvas.height / 24;
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(1.5, pen.canvas.height / 36);
    pen.beginPath();
    let before = Number.NEGATIVE_INFINITY;
    for (const point of this.points) {
      const value = point[vital];
      if (value === null) {
        before = Number.NEGATIVE_INFINITY;
        continue;
      }
      const x = pen.canvas.width * (1 - (now - point.at) / WINDOW_MS);
      const part = (Math.min(high, Math.max(low, value)) - low) / (high - low);
      const y = bottom - inset - part * (bottom - top - 2 * inset);
      if (point.at - before > GAP_MS) pen.moveTo(x, y);
      else pen.lineTo(x, y);
      before = point.at;
    }
    pen.stroke();
  }
}

/** @param {Vitals} vitals @param {number} at @returns {Point} */
function pointOf(vitals, at) {
  const { spo2, hr } = vitals;
  return {
    at,
    spo2: spo2.state === "live" || spo2.state === "stale" ? spo2.value : null,
    hr: hr.state === "live" || hr.state === "stale" ? hr.value : null,
  };
}

// The trend of one bed: choice of window, a fixed row of values at the cursor, and the figure.

import { clinicOffset } from "../charts/axes.js";
import { figure } from "../charts/figure.js";
import { loadPlotly } from "../charts/plotly.js";
import { readoutText } from "../charts/readout.js";
import { around, isPast, stretchOf } from "../charts/window.js";
import { h, setAttribute, setText } from "../dom.js";
import { timeOfDay } from "../format.js";
import { palette } from "../palette.js";
import { onTheme } from "../theme.js";

/** @typedef {import("../session-history.js").SessionHistory} SessionHistory */
/** @typedef {import("../wire.js").Session} Session */
/** @typedef {import("../charts/window.js").Choice} Choice */
/** @typedef {import("../charts/plotly.js").Plotly} Plotly */
/** @typedef {HTMLElement & {on?: (event: string, listener: (event: any) => void) => void}} Plot */

/** @type {readonly {choice: Choice, label: string}[]} */
const CHOICES = [
  { choice: "15", label: "15 min" },
  { choice: "60", label: "60 min" },
  { choice: "whole", label: "Whole session" },
];
/** Redrawn when a pixel's worth of time has passed, within these bounds, real ms. */
const REDRAW_MS = { least: 1000, most: 5000 };

const HAND_RESTS_MS = 1000;

export class TrendPanel extends HTMLElement {
  /** @type {Choice} */ choice = "15";
  /** @type {import("../charts/window.js").Stretch | null} where it was moved to by hand */ moved =
    null;
  /** @type {Session | null} */ session = null;
  /** @type {SessionHistory | null} */ history = null;
  /** @type {number | null} instant under the pointer */ cursor = null;
  /** @type {number | null} instant that was asked for by a line of the log */ pin = null;
  /** @type {Plotly | null} */ #plotly = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #drawn = Number.NEGATIVE_INFINITY;
  #drawing = false;
  #unfollow = () => {};
  /** When the hand last moved the figure. */ #dragged = Number.NEGATIVE_INFINITY;

  /** @param {() => number | null} now clinical instant @param {() => number} rate */
  constructor(now, rate) {
    super();
    this.now = now;
    this.rate = rate;
    /** @type {Plot} */ this.plot = h("div", { class: "plot" });
    this.readout = h("p", { class: "readout" });
    this.place = h("span", { class: "place" });
    this.back = h(
      "button",
      { onclick: () => this.#backToLive(), "data-action": "back-to-live" },
      "Back to live",
    );
    this.tabs = CHOICES.map(({ choice, label }) =>
      h(
        "button",
        { type: "button", onclick: () => this.#choose(choice), "data-window": choice },
        label,
      ),
    );
    this.state = h("p", { class: "trend-state" });
    this.observer = new ResizeObserver(() => this.#drawSoon(0));
  }

  connectedCallback() {
    const windows = h("div", { class: "row", role: "group", "aria-label": "Window" }, ...this.tabs);
    const head = h("div", { class: "trend-head" }, windows, this.place, this.back);
    this.replaceChildren(head, this.readout, this.state, this.plot);
    this.observer.observe(this.plot);
    this.#unfollow = onTheme(() => this.#draw()); // at once: a printer does not wait
    this.#paintHead();
    loadPlotly().then(
      (plotly) => {
        this.#plotly = plotly;
        this.refresh();
      },
      () => setText(this.state, "The figure could not be loaded. Values and alarms go on."),
    );
  }

  disconnectedCallback() {
    this.observer.disconnect();
    this.#unfollow();
    clearTimeout(this.#timer);
    this.#plotly?.purge(this.plot);
  }

  /** @param {Session} session @param {SessionHistory} history */
  show(session, history) {
    const other = this.session?.id !== session.id;
    this.session = session;
    this.history = history;
    if (other) {
      this.moved = null;
      this.pin = null;
      this.refresh();
    } else this.#drawSoon(this.#period());
  }

  /** Something other than time has changed. */
  refresh() {
    this.#drawn = Number.NEGATIVE_INFINITY;
    this.#drawSoon(0);
  }

  /** @param {Choice} choice */
  #choose(choice) {
    this.choice = choice;
    this.#backToLive();
  }

  #backToLive() {
    this.moved = null;
    this.pin = null;
    this.refresh();
  }

  /** @param {number} at the instant to be seen, with what surrounds it */
  lookAt(at) {
    this.moved = around(at, this.now() ?? at);
    this.pin = at;
    this.refresh();
  }

  #period() {
    const span = this.session ? this.#view().to - this.#view().from : 0;
    const pixel = span / Math.max(1, this.plot.clientWidth) / Math.max(1, this.rate());
    return Math.min(REDRAW_MS.most, Math.max(REDRAW_MS.least, pixel));
  }

  /** @param {number} period no sooner than this after the last drawing, ms */
  #drawSoon(period) {
    if (this.#timer !== undefined) {
      if (period > 0) return;
      clearTimeout(this.#timer);
    }
    const wait = Math.max(0, this.#drawn + period - performance.now());
    this.#timer = setTimeout(() => this.#draw(), wait);
  }

  #view() {
    const now = this.now() ?? 0;
    const stretch =
      this.moved ?? (this.session ? stretchOf(this.choice, this.session, now) : { from: 0, to: 1 });
    return { ...stretch, now, width: this.plot.clientWidth, height: this.plot.clientHeight };
  }

  async #draw() {
    this.#timer = undefined;
    const { session, history } = this;
    this.#paintHead();
    if (!session || !history || !this.#plotly || this.#drawing || this.#isDragged()) return;
    const view = this.#view();
    if (view.width < 50 || view.height < 50) return;
    this.#drawn = performance.now();
    const { readings, alarms } = history;
    const offset = clinicOffset(session.created_at);
    const { pin } = this;
    const drawn = figure({ session, readings, alarms, view, pin, palette: palette(this), offset });
    this.#drawing = true;
    try {
      await this.#plotly.react(this.plot, drawn.data, drawn.layout);
    } finally {
      this.#drawing = false;
    }
    this.#listen();
    this.#paintReadout();
  }

  /** A drawing now would take the figure out of the hand; a hand that rests does not stop it. */
  #isDragged() {
    return performance.now() - this.#dragged < HAND_RESTS_MS;
  }

  #listening = false;

  /** Plotly gives the element its `on` with the first drawing. */
  #listen() {
    if (this.#listening || !this.plot.on) return;
    this.#listening = true;
    this.plot.on("plotly_relayouting", () => {
      this.#dragged = performance.now();
    });
    this.plot.on("plotly_relayout", (event) => this.#relayout(event));
    this.plot.on("plotly_hover", (event) => this.#hover(event.xvals?.[0]));
    this.plot.on("plotly_unhover", () => this.#hover(undefined));
  }

  /** @param {Record<string, unknown>} event the range after a drag */
  #relayout(event) {
    this.#dragged = Number.NEGATIVE_INFINITY;
    const from = event["xaxis.range[0]"];
    const to = event["xaxis.range[1]"];
    if (!this.session || from === undefined || to === undefined) return;
    const offset = clinicOffset(this.session.created_at);
    const stretch = { from: instantOf(from) - offset, to: instantOf(to) - offset };
    this.moved = isPast(stretch, this.now() ?? 0) ? stretch : null;
    if (!this.moved) this.pin = null;
    this.refresh();
  }

  /** @param {unknown} x */
  #hover(x) {
    const offset = this.session ? clinicOffset(this.session.created_at) : 0;
    this.cursor = x === undefined ? null : instantOf(x) - offset;
    this.#paintReadout();
  }

  #paintHead() {
    for (const tab of this.tabs) {
      const chosen = !this.moved && tab.dataset.window === this.choice;
      setAttribute(tab, "aria-pressed", chosen ? "true" : "false");
    }
    const { moved } = this;
    setAttribute(this, "data-past", moved !== null);
    setText(
      this.place,
      moved ? `${timeOfDay(moved.from)}–${timeOfDay(moved.to)}, not now` : "● live",
    );
    this.back.hidden = moved === null;
    const loading =
      this.history?.state === "failed" ? "Earlier readings could not be loaded." : "Loading …";
    setText(this.state, this.history?.state === "loaded" ? "" : loading);
  }

  #paintReadout() {
    if (!this.session || !this.history) return;
    const pointed = this.cursor ?? this.pin;
    const at = pointed ?? this.now() ?? 0;
    const text = readoutText(this.history.readings, this.session, at, pointed === null);
    setText(this.readout, text);
  }
}

/** Plotly answers with milliseconds or with its own date text. @param {unknown} x */
function instantOf(x) {
  return typeof x === "number" ? x : Date.parse(`${String(x).replace(" ", "T")}Z`);
}

customElements.define("trend-panel", TrendPanel);

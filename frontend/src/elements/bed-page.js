// One bed at a desk: who and when on top, vitals left, trend in the middle, what to do now right.

import { h, setAttribute } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { Recorder } from "../recorder.js";
import { SessionHistory } from "../session-history.js";
import { isOpen } from "../session-words.js";
import { AlarmCards } from "./alarm-cards.js";
import { AlarmStrip } from "./alarm-strip.js";
import { BaselinePanel } from "./baseline-panel.js";
import { BedHeader } from "./bed-header.js";
import { CheckInForm } from "./check-in-form.js";
import { DueList } from "./due-list.js";
import { LimitsList } from "./limits-list.js";
import { LinkBanner } from "./link-banner.js";
import { RecordPanel } from "./record-panel.js";
import { RecordToast } from "./record-toast.js";
import { ScoresList } from "./scores-list.js";
import { SessionLog } from "./session-log.js";
import { SoundBanner } from "./sound-banner.js";
import { TrendPanel } from "./trend-panel.js";
import { VitalColumn } from "./vital-column.js";
import { WhyPanel } from "./why-panel.js";

/** @typedef {import("../wire.js").Session} Session */

/** Alarms and log are read again this long after a change, real ms, so that a burst is one request. */
const READ_AGAIN_MS = 400;

export class BedPage extends LiveElement {
  /** @type {SessionHistory | null} */ history = null;
  /** @type {Session | null} */ session = null;
  /** @type {CheckInForm | null} */ checkIn = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #reading;

  /**
   * @param {import("../live/live.js").Live} live
   * @param {{bed: string, me: import("../api.js").Me, menu: Node}} options
   */
  constructor(live, { bed, me, menu }) {
    super(live);
    this.bed = bed;
    const may = (/** @type {string} */ action) => me.actions.includes(action);
    this.mayRun = may("run_sessions");
    this.mayRead = may("read_sessions");
    this.recorder = new Recorder();
    this.trend = new TrendPanel(
      () => live.now(),
      () => live.state.rate,
    );
    this.baseline = new BaselinePanel();
    this.why = new WhyPanel();
    this.log = new SessionLog(
      (at) => this.trend.lookAt(at),
      (rule, at) => this.#ask(rule, at),
    );
    this.strip = new AlarmStrip(live, { own: bed, links: true, menu });
    this.header = new BedHeader(live, bed, me.name);
    this.vitals = new VitalColumn(live, bed);
    this.cards = new AlarmCards(live, bed, {
      acknowledge: may("acknowledge"),
      recorder: this.mayRun ? this.recorder : null,
      why: this.mayRead ? (alarm) => this.#why(alarm) : null,
    });
    this.due = new DueList(live, bed);
    this.records = this.mayRun ? new RecordPanel(live, bed, this.recorder, me.actions) : null;
    this.limits = new LimitsList(live, bed, may("edit_limits") ? this.recorder : null);
    this.empty = h("p", { class: "quiet empty", hidden: true });
    this.middle = h(
      "section",
      { class: "bed-middle", "aria-label": "Trend" },
      this.trend,
      this.empty,
    );
    this.scores = new ScoresList(live, bed);
  }

  build() {
    const now = h(
      "aside",
      { class: "bed-now", "aria-label": "Now" },
      this.cards,
      this.due,
      this.baseline,
      this.records?.standing ?? null,
      this.records,
      this.scores,
      this.limits,
    );
    const left = h("aside", { class: "bed-vitals" }, this.vitals);
    const { live } = this;
    const banners = h("div", { class: "banners" }, new SoundBanner(live), new LinkBanner(live));
    this.append(
      this.strip,
      banners,
      this.header,
      left,
      this.middle,
      this.log,
      now,
      new RecordToast(this.recorder),
      this.why,
    );
  }

  /** What still is so is asked about at this moment, what is over just before its end. @param {import("../wire.js").Alarm} alarm */
  #why(alarm) {
    const now = this.live.now();
    const { rule, onset, ended } = alarm;
    this.#ask(rule, ended === null ? (now ?? onset) : Math.max(onset, ended - 1));
  }

  /** @param {string} rule @param {number} at */
  #ask(rule, at) {
    const { session } = this;
    if (session)
      this.why.open(
        session.id,
        rule,
        at,
        session.limits.map((limit) => limit.rule),
      );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.history?.close();
    clearTimeout(this.#reading);
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    if (change.kind === "history" && change.bed === this.bed && this.mayRead) {
      this.history?.loadReadings();
    }
    if (!touches(change, this.bed) || change.kind === "time") return false;
    const bed = this.live.state.beds.get(this.bed);
    if (change.kind === "vitals") {
      if (bed) this.history?.carryOn(bed.vitals, change.at);
      document.documentElement.dataset.painted = String(change.at);
    } else if (change.kind === "beds") this.#readAgain();
    else if (change.kind === "all" && this.mayRead) this.history?.loadAll();
    return true;
  }

  #readAgain() {
    if (!this.mayRead) return;
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      this.history?.loadAlarms();
      this.history?.loadLog();
    }, READ_AGAIN_MS);
  }

  paint() {
    const bed = this.live.state.beds.get(this.bed);
    const session = bed?.session && isOpen(bed.session) ? bed.session : null;
    if (session?.id !== this.session?.id) this.#follow(session);
    this.session = session;
    setAttribute(this, "data-place", session ? "session" : "free");
    this.#paintMiddle(session, bed !== undefined);
    if (!session || !this.history) return;
    this.trend.show(session, this.history);
    this.baseline.show(session, this.history.readings, this.live.now());
  }

  /** @param {Session | null} session */
  #follow(session) {
    this.history?.close();
    this.history = null;
    if (!session) return;
    const history = new SessionHistory(session.id, () => {
      this.log.show(history);
      this.trend.refresh();
      this.repaint();
    });
    this.history = history;
    if (this.mayRead) history.loadAll();
    else history.state = "loaded";
  }

  /** @param {Session | null} session @param {boolean} known */
  #paintMiddle(session, known) {
    this.trend.hidden = session === null;
    this.vitals.hidden = session === null; // numbers without a patient are nobody's
    this.baseline.hidden ||= session === null;
    this.log.hidden = session === null;
    this.due.hidden = session === null;
    const free = known && session === null;
    if (free && this.mayRun && !this.checkIn) {
      this.checkIn = new CheckInForm(this.bed, this.live.state.simulation);
      this.middle.append(this.checkIn);
    }
    if (!free) {
      this.checkIn?.remove();
      this.checkIn = null;
    }
    const words = known ? "No session on this bed." : "There is no such bed.";
    this.empty.textContent = words;
    const waiting = this.live.state.cursor === null;
    this.empty.hidden = session !== null || waiting || this.checkIn !== null;
  }
}

customElements.define("bed-page", BedPage);

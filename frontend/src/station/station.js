// This screen as a station: what it sounds, whether somebody heard its test, whether it is in front
// of anybody. It tells the server on every change; the server alone decides who watches a bed.

import { audibleAlarms } from "../alarms/audible.js";
import { LONGEST_PAUSE_MS, nextTurn, noTurns, pause } from "../alarms/turns.js";
import { attentive, watchAttention } from "./attention.js";
import { badgeOf } from "./badge.js";
import { forgetHeard, heardBefore, rememberHeard, stillCounts } from "./heard.js";
import { stationName } from "./name.js";
import { keepAwake } from "./wake-lock.js";

/** @typedef {import("../live/live.js").Live} Live */
/** @typedef {import("../alarms/turns.js").Sounding} Sounding */

const LOOK_EVERY_MS = 250;
/** The station's own tone comes this long after the link was found lost (3 s after the last message), ms. */
const LOST_TONE_AFTER_MS = 4000;

export class Station {
  /** Whether the screen may fall asleep. @type {import("./wake-lock.js").WakeState} */ wake =
    "asked";
  /** @type {number | null} clinical instant of the heard test */ heardAt = null;
  /** A test sound was played and is not answered yet. */ testing = false;
  #turns = noTurns();
  /** @type {string | null} */ name = null;
  #lostSince = /** @type {number | null} */ (null);
  #told = "";

  /** @param {Live} live @param {import("./speaker.js").Speaker} speaker */
  constructor(live, speaker) {
    this.live = live;
    this.attention = attentive(live.clock());
    this.speaker = speaker;
  }

  open() {
    this.name = stationName();
    this.heardAt = heardBefore();
    this.speaker.changed = () => this.#look();
    this.attention = watchAttention(this.live.clock, () => this.#look());
    if (this.live.kind === "wall") {
      keepAwake((state) => {
        this.wake = state;
        this.#tell();
      });
    }
    for (const touch of ["keydown", "pointerdown"]) {
      document.addEventListener(touch, () => this.touched(), { capture: true });
    }
    this.live.watch((change) => {
      if (change.kind === "beds" || change.kind === "all") this.#look();
    });
    setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** A browser lets a page sound once somebody has touched it. */
  touched() {
    if (this.speaker.state === "blocked") this.speaker.unblock();
  }

  get heard() {
    const now = this.live.now();
    return this.heardAt !== null && now !== null && stillCounts(this.heardAt, now);
  }

  get armed() {
    return this.heard && this.speaker.state === "running";
  }

  get paused() {
    return this.#turns.pause !== null;
  }

  badge() {
    const { live, heard, attention } = this;
    return badgeOf({
      kind: live.kind,
      sound: this.speaker.state,
      heard,
      link: live.link,
      pausedUntil: this.#turns.pause?.until ?? null,
      attention,
      now: live.clock(),
    });
  }

  /** What the server is told of this screen. */
  report() {
    const { kind, beds } = this.live;
    const { armed, heard, heardAt } = this;
    const visible = this.attention.away === null;
    const station = this.name;
    return { station, kind, beds, armed, visible, ...(heard ? { heard_at: heardAt } : {}) };
  }

  playTest() {
    this.testing = true;
    this.speaker.play("medium");
    this.#tell();
  }

  /** @param {"heard" | "nothing"} answer of the person who stands before it */
  answerTest(answer) {
    const now = this.live.now();
    if (!this.testing || now === null) return;
    this.testing = false;
    this.heardAt = answer === "heard" ? Math.floor(now) : null;
    if (this.heardAt === null) forgetHeard();
    else rememberHeard(this.heardAt);
    this.#look();
  }

  /** Two minutes at most, on this screen only; anything new ends it. Silent at once, told after. */
  pauseSound() {
    pause(this.#turns, this.#asking(), this.live.clock());
    this.#command({ name: "pause_audio", duration_ms: LONGEST_PAUSE_MS });
    this.#look();
  }

  endPause() {
    this.#turns.pause = null;
    this.#command({ name: "resume_audio" });
    this.#look();
  }

  /** The server keeps the pause, through a reload, and ends it for everything new. @param {import("../wire.js").Audio} said */
  audioSaid({ left_ms }) {
    const known = this.live.link === "live" ? this.#asking() : null;
    if (left_ms > 0) pause(this.#turns, known, this.live.clock(), left_ms);
    else this.#turns.pause = null;
    this.#look();
  }

  /** A pause is this screen's own: without an answer it is silent all the same. @param {import("../live/commands.js").Command} command */
  #command(command) {
    this.live.commands.give(command).catch((problem) => {
      console.info("the server does not keep this pause:", problem.code);
    });
  }

  /** @returns {Sounding[]} */
  #asking() {
    const now = this.live.clock();
    if (this.live.link !== "lost") this.#lostSince = null;
    else this.#lostSince ??= now;
    const lost = this.#lostSince !== null && now - this.#lostSince >= LOST_TONE_AFTER_MS;
    if (lost) return [{ id: "lost", burst: "lost" }];
    return audibleAlarms(this.live.state).map(({ id, priority }) => ({ id, burst: priority }));
  }

  #look() {
    if (this.speaker.state === "running") this.#sound(); // else nothing counts as sounded
    this.#tell();
  }

  #sound() {
    const kept = this.#turns.pause;
    if (kept?.known === null && this.live.link === "catching-up") return; // no picture yet
    const blind = kept?.known === null && this.live.link === "lost";
    if (blind) this.#turns.pause = null; // it was never meant for the loss of the server
    const { paused } = this;
    const turn = nextTurn(this.#turns, this.#asking(), this.live.clock());
    if (blind) this.#turns.pause = kept;
    else if (paused && !this.paused) this.#command({ name: "resume_audio" });
    if (turn.kind === "stop") this.speaker.stop();
    if (turn.kind !== "play") return;
    this.speaker.play(turn.burst);
    const { alarms } = this.live.state;
    const heard = turn.heard.flatMap((id) => alarms.get(id) ?? []);
    this.live.receipts.add("sounded", heard, this.live.now());
  }

  /** Page and server, when something is another. */
  #tell() {
    const { armed, visible } = this.report();
    const now = `${armed} ${visible} ${this.heardAt}`;
    const shown = `${now} ${this.badge().text} ${this.wake} ${this.testing}`;
    if (shown === this.#told) return;
    const news = !this.#told.startsWith(`${now} `);
    this.#told = shown;
    this.live.stationChanged(news ? "tell server" : "page only");
  }
}

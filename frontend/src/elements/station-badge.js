// The station's badge in the strip, and behind it the test that arms it: play, heard, armed.

import { h, setAttribute, setText } from "../dom.js";
import { LiveElement } from "../live/element.js";
import { PauseButton } from "./pause-button.js";

/** @typedef {import("../station/badge.js").BadgeState} BadgeState */

/** A question that nobody answers must not stand over the tiles, ms. */
const ANSWER_WITHIN_MS = 20_000;

/** @type {Readonly<Record<BadgeState, string>>} */
const MEANING = {
  silent: "This screen stays silent. Listen to the bedside monitors.",
  blocked: "The browser blocks the sound: press a key or click anywhere.",
  "not-tested": "Nobody has heard this screen yet: it does not count as watching.",
  "not-covering": "Without the server this screen watches nobody.",
  paused: "Silent on this screen only. Anything new ends the pause.",
  back: "This screen was away: alarms of that time were neither shown nor heard here.",
  armed: "This screen was heard, and watches its beds.",
};

export class StationBadge extends LiveElement {
  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "station" || change.kind === "link";
  }

  build() {
    const { station, kind } = this.live;
    const button = { type: "button", class: "station-badge", popovertarget: "sound" };
    this.badge = h("button", button);
    this.meaning = h("p");
    const play = { type: "button", "data-action": "play-test", onclick: () => station.playTest() };
    const answer = (/** @type {"heard" | "nothing"} */ what) => () => {
      station.answerTest(what);
      if (what === "heard") this.panel?.hidePopover();
    };
    this.heard = h(
      "button",
      { type: "button", class: "primary", "data-action": "heard", onclick: answer("heard") },
      "I heard it",
    );
    this.nothing = h(
      "button",
      { type: "button", "data-action": "heard-nothing", onclick: answer("nothing") },
      "I heard nothing",
    );
    this.advice = h("p", {}, "Switch on the loudspeakers, turn them up, play it again.");
    this.panel = h(
      "section",
      { class: "sound-panel", id: "sound", popover: "auto", "aria-label": "Sound of this screen" },
      this.meaning,
      h("button", play, "Play test sound"),
      this.heard,
      this.nothing,
      this.advice,
      kind === "wall" && new PauseButton(this.live),
      h("p", { class: "note" }, "The bedside monitor stays the primary alarm."),
    );
    this.append(this.badge, this.panel);
    if (kind === "wall") document.addEventListener("keydown", (event) => this.#setUp(event));
  }

  /** A wall has no mouse: a key unblocks the sound, plays the test and asks. @param {KeyboardEvent} event */
  async #setUp(event) {
    const { station } = this.live;
    const busy = event.target instanceof Element && event.target.closest("button, a, input");
    if (busy || station.armed || this.panel?.matches(":popover-open")) return;
    await station.speaker.unblock();
    if (station.speaker.state !== "running") return;
    station.playTest();
    this.panel?.showPopover();
    setTimeout(() => this.panel?.hidePopover(), ANSWER_WITHIN_MS);
    this.paint();
    this.heard?.focus();
  }

  paint() {
    const { badge, meaning, heard, nothing, advice } = this;
    if (!badge || !meaning || !heard || !nothing || !advice) return;
    const { station, kind } = this.live;
    const { state, text } = station.badge();
    const asleep = kind === "wall" && station.wake === "not held" ? " · may fall asleep" : "";
    setText(badge, text + asleep);
    setAttribute(badge, "data-state", state);
    setText(meaning, MEANING[state]);
    heard.hidden = !station.testing;
    nothing.hidden = !station.testing;
    advice.hidden = station.testing || station.heard;
  }
}

customElements.define("station-badge", StationBadge);

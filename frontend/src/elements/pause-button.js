// Two minutes of silence on this screen, and no other. Anything new ends it.

import { h, setAttribute, setText } from "../dom.js";
import { LiveElement } from "../live/element.js";

export class PauseButton extends LiveElement {
  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "station";
  }

  build() {
    this.button = h("button", { type: "button", onclick: () => this.#tap() });
    this.button.title = "Silences this screen only, for two minutes at most";
    this.append(this.button);
  }

  paint() {
    const { button } = this;
    if (!button) return;
    const { paused } = this.live.station;
    setAttribute(button, "data-action", paused ? "end-pause" : "pause-sound");
    setText(button, paused ? "Sound on" : "Pause sound");
  }

  #tap() {
    const { station } = this.live;
    if (station.paused) station.endPause();
    else station.pauseSound();
    this.repaint();
  }
}

customElements.define("pause-button", PauseButton);

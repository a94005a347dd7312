// The frame and watermark over everything that is not live.

import { h, setAttribute, setText } from "../dom.js";
import { LiveElement } from "../live/element.js";

export class NotLiveFrame extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} [bed] the one bed this page shows: its session alone may be simulated
   */
  constructor(live, bed) {
    super(live);
    this.bed = bed;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "all" || change.kind === "beds";
  }

  build() {
    this.word = h("span");
    this.hidden = true;
    this.append(this.word);
  }

  paint() {
    const { state } = this.live;
    const session = this.bed === undefined ? null : state.beds.get(this.bed)?.session;
    const simulated = state.simulation || session?.simulated === true;
    this.hidden = !simulated;
    setAttribute(document.documentElement, "data-not-live", simulated ? "simulated" : null);
    if (this.word) setText(this.word, simulated ? "SIMULATED" : "");
  }
}

customElements.define("not-live-frame", NotLiveFrame);

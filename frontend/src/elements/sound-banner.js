// A screen that may not sound says so as loudly as it can: it is an alarm of its own.

import { setAttribute, setText } from "../dom.js";
import { LiveElement } from "../live/element.js";

export class SoundBanner extends LiveElement {
  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "station" || change.kind === "all";
  }

  build() {
    this.setAttribute("role", "alert");
    this.classList.add("alarm-paint");
    setAttribute(this, "data-priority", "high");
    setAttribute(this, "data-look", "fill");
    this.hidden = true;
  }

  paint() {
    const { station, kind } = this.live;
    const { state } = station.speaker;
    this.hidden = state === "running" || station.badge().state === "silent";
    const words = kind === "wall" ? "PRESS A KEY FOR SOUND" : "No sound: press a key or click";
    const none = "NO SOUND in this browser · listen to the bedside monitors";
    setText(this, this.hidden ? "" : state === "none" ? none : words);
  }
}

customElements.define("sound-banner", SoundBanner);

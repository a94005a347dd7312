// Says when the server is gone or its picture is not complete yet. Present, hidden, on every page.

import { setAttribute, setText } from "../dom.js";
import { timeWithSeconds } from "../format.js";
import { LiveElement } from "../live/element.js";

export class LinkBanner extends LiveElement {
  build() {
    this.setAttribute("role", "alert");
    this.hidden = true;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "link" || change.kind === "all";
  }

  paint() {
    const { link, lastHeard, state } = this.live;
    document.documentElement.dataset.link = link;
    const first = state.beds.size === 0 && lastHeard === null;
    this.hidden = link === "live" || (link === "catching-up" && first);
    setAttribute(this, "data-link", link);
    setText(this, this.hidden ? "" : words(link, lastHeard));
  }
}

/** @param {import("../live/live.js").Link} link @param {number | null} since */
function words(link, since) {
  if (link === "catching-up") return "Catching up …";
  const when = since === null ? "" : ` since ${timeWithSeconds(since)}`;
  return `NO CONNECTION${when} · look at the bedside monitors`;
}

customElements.define("link-banner", LinkBanner);

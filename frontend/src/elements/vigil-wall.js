// The wall: one place per configured bed, never re-sorted, never paged.

import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { sameInitials } from "../infusion.js";
import { LiveElement } from "../live/element.js";
import { AlarmStrip } from "./alarm-strip.js";
import { BedTile } from "./bed-tile.js";
import { LinkBanner } from "./link-banner.js";
import { SoundBanner } from "./sound-banner.js";

/** More beds than this do not fit one wall; further walls get their own list. */
export const LARGEST_WALL = 8;

/** @typedef {"single" | "large" | "wide" | "small"} Layout */

/** @param {number} beds @returns {Layout} */
export function layoutFor(beds) {
  if (beds <= 2) return "single";
  if (beds <= 4) return "large";
  return beds <= 6 ? "wide" : "small";
}

export class VigilWall extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {{links: boolean, past: boolean, menu: Node | null}} options
   */
  constructor(live, { links, past, menu }) {
    super(live);
    this.links = links;
    this.past = past;
    this.strip = new AlarmStrip(live, { links, menu });
    this.grid = h("div", { class: "wall-grid" });
    this.empty = h("p", { class: "wall-empty", hidden: true });
    this.more = h(links ? "a" : "p", { class: "wall-more", hidden: true });
    /** @type {Layout | null} */ this.layout = null;
  }

  build() {
    const { live } = this;
    this.append(this.strip, new SoundBanner(live), this.grid, this.more, new LinkBanner(live));
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "all" || change.kind === "beds";
  }

  paint() {
    const all = [...this.live.state.beds.values()];
    const beds = all.slice(0, LARGEST_WALL);
    const layout = layoutFor(beds.length);
    if (layout !== this.layout) this.#rebuild(layout);
    const twins = sameInitials(beds);
    keepChildren(
      this.grid,
      beds,
      (bed) => bed.bed,
      (bed) => this.#tile(bed.bed, layout),
      (tile, bed) => {
        const twin = twins.has(bed.bed);
        if (tile.twin !== twin) {
          tile.twin = twin;
          tile.repaint();
        }
      },
    );
    this.#paintEmpty(all);
  }

  /** @param {Layout} layout */
  #rebuild(layout) {
    this.layout = layout;
    this.grid.replaceChildren();
    setAttribute(this.grid, "data-layout", layout);
  }

  /** @param {string} bed @param {Layout} layout */
  #tile(bed, layout) {
    const spark = layout === "single" || layout === "large";
    const room = spark ? "large" : "small";
    const line = layout === "large" ? "long" : "short";
    return new BedTile(this.live, bed, { links: this.links, room, line, past: this.past });
  }

  /** @param {import("../wire.js").Bed[]} all */
  #paintEmpty(all) {
    if (all.length === 0 && this.live.state.cursor !== null) {
      setText(this.empty, "No beds yet · an administrator adds them");
      this.empty.hidden = false;
      if (!this.empty.isConnected) this.grid.append(this.empty);
    }
    this.#paintMore(all.slice(LARGEST_WALL).map(({ bed }) => bed));
  }

  /** Further beds stand on further walls; pages that turn would hide an alarm. @param {string[]} beds */
  #paintMore(beds) {
    const path = `/wall?beds=${beds.slice(0, LARGEST_WALL).map(encodeURIComponent).join(",")}`;
    this.more.hidden = beds.length === 0;
    setAttribute(this, "data-more", beds.length > 0);
    setText(this.more, `${beds.length} more beds: open a further wall at ${path}`);
    if (this.links) setAttribute(this.more, "href", path);
  }
}

customElements.define("vigil-wall", VigilWall);

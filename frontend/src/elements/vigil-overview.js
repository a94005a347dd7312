// The desk's dense overview: every configured bed in its place, up to 64.

import { h, keepChildren, setAttribute } from "../dom.js";
import { sameInitials } from "../infusion.js";
import { LiveElement } from "../live/element.js";
import { AlarmStrip } from "./alarm-strip.js";
import { LinkBanner } from "./link-banner.js";
import { OverviewCell } from "./overview-cell.js";
import { SoundBanner } from "./sound-banner.js";

/** A square of beds, so that a place is found by its row and column. @param {number} beds */
function columnsFor(beds) {
  if (beds <= 16) return 4;
  return beds <= 36 ? 6 : 8;
}

export class VigilOverview extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {{links: boolean, menu: Node | null}} options
   */
  constructor(live, { links, menu }) {
    super(live);
    this.links = links;
    this.strip = new AlarmStrip(live, { links, menu });
    this.grid = h("div", { class: "overview-grid" });
  }

  build() {
    const warning = h("p", { class: "note" }, "Overview · not for reading at a distance");
    const { live } = this;
    const banners = h("div", { class: "banners" }, new SoundBanner(live), new LinkBanner(live));
    this.append(this.strip, banners, this.grid, warning);
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind === "all" || change.kind === "beds";
  }

  paint() {
    const beds = [...this.live.state.beds.values()];
    const twins = sameInitials(beds);
    setAttribute(this.grid, "data-columns", columnsFor(beds.length));
    keepChildren(
      this.grid,
      beds,
      (bed) => bed.bed,
      (bed) => new OverviewCell(this.live, bed.bed, this.links),
      (cell, bed) => {
        const twin = twins.has(bed.bed);
        if (cell.twin !== twin) {
          cell.twin = twin;
          cell.repaint();
        }
      },
    );
  }
}

customElements.define("vigil-overview", VigilOverview);

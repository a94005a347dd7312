// The limits in force on this bed.

import { h, replaceChildren } from "../dom.js";
import { boundText, limitRows } from "../limits.js";
import { LiveElement, touches } from "../live/element.js";
import { VITAL_NAMES } from "../words.js";

/** @typedef {import("../wire.js").Limit} Limit */

export class LimitsList extends LiveElement {
  /** @type {Limit[] | null} */ #shown = null;

  /** @param {import("../live/live.js").Live} live @param {string} bed */
  constructor(live, bed) {
    super(live);
    this.bed = bed;
    this.body = h("tbody");
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return (change.kind === "beds" || change.kind === "all") && touches(change, this.bed);
  }

  build() {
    const head = h("tr", {}, h("th", {}, ""), h("th", {}, "!! medium"), h("th", {}, "!!! high"));
    this.append(h("h2", {}, "Limits in force"), h("table", {}, h("thead", {}, head), this.body));
  }

  paint() {
    const limits = this.live.state.beds.get(this.bed)?.session?.limits ?? null;
    this.hidden = limits === null || limits.length === 0;
    if (limits === this.#shown) return;
    this.#shown = limits;
    replaceChildren(this.body, ...limitRows(limits ?? []).map(row));
  }
}

/** @param {ReturnType<typeof limitRows>[number]} row */
function row({ vital, medium, high }) {
  const name = h("th", { scope: "row" }, VITAL_NAMES[vital] ?? vital);
  return h("tr", {}, name, h("td", {}, boundText(medium)), h("td", {}, boundText(high)));
}

customElements.define("limits-list", LimitsList);

// The limits in force on this bed.

import { h, replaceChildren } from "../dom.js";
import { boundText, editText, limitRows } from "../limits.js";
import { LiveElement, touches } from "../live/element.js";
import { VITAL_NAMES } from "../words.js";
import { LimitForm } from "./limit-form.js";

/** @typedef {import("../wire.js").Limit} Limit */

export class LimitsList extends LiveElement {
  /** @type {Limit[] | null} */ #shown = null;

  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {import("../recorder.js").Recorder | null} recorder of who may edit limits
   */
  constructor(live, bed, recorder) {
    super(live);
    this.bed = bed;
    this.body = h("tbody");
    this.form = recorder ? new LimitForm(live, bed, recorder) : null;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return (change.kind === "beds" || change.kind === "all") && touches(change, this.bed);
  }

  build() {
    const head = h("tr", {}, h("th", {}, ""), h("th", {}, "!! medium"), h("th", {}, "!!! high"));
    this.append(h("h2", {}, "Limits in force"), h("table", {}, h("thead", {}, head), this.body));
    if (this.form) this.append(this.form);
  }

  paint() {
    const limits = this.live.state.beds.get(this.bed)?.session?.limits ?? null;
    this.hidden = limits === null || limits.length === 0;
    if (limits === this.#shown) return;
    this.#shown = limits;
    this.form?.show(limits ?? []);
    replaceChildren(this.body, ...limitRows(limits ?? []).map(row));
  }
}

/** @param {ReturnType<typeof limitRows>[number]} row */
function row({ vital, medium, high }) {
  const name = h("th", { scope: "row" }, VITAL_NAMES[vital] ?? vital);
  return h("tr", {}, name, cell(medium), cell(high));
}

/** What judges nothing is crossed out, with the reason; what somebody edited says so. @param {Limit | null} limit */
function cell(limit) {
  if (!limit) return h("td", {}, boundText(limit));
  const bound = h("span", { class: "bound" }, boundText(limit));
  const edit = editText(limit);
  const data = { "data-inactive": limit.inactive, "data-edited": edit !== "" };
  return h("td", data, bound, edit && h("small", {}, edit));
}

customElements.define("limits-list", LimitsList);

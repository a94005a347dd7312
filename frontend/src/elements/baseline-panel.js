// Before the start: the readings so far, what was captured, and what the start still needs.

import { h, replaceChildren } from "../dom.js";
import { number, timeOfDay } from "../format.js";
import { criteriaList } from "./criteria-list.js";

/** @typedef {import("../wire.js").Session} Session */
/** @typedef {import("../charts/series.js").Readings} Readings */
/** @typedef {import("../charts/series.js").Cuff} Cuff */

/** Readings older than this do not make a baseline, ms (clinical 1.2: the last two within 15 min). */
const BASELINE_WINDOW_MS = 15 * 60_000;

export class BaselinePanel extends HTMLElement {
  /** @param {Session} session @param {Readings} readings @param {number | null} now */
  show(session, readings, now) {
    this.hidden = session.phase !== "baseline" && session.phase !== "check_in";
    if (this.hidden) return;
    const since = (now ?? 0) - BASELINE_WINDOW_MS;
    const recent = readings.cuffs.filter(({ at }) => at >= since).slice(-4);
    const { baseline } = session;
    replaceChildren(
      this,
      h("h2", {}, "Baseline"),
      h("p", { class: "note" }, "Cuff readings of the last 15 min"),
      recent.length === 0
        ? h("p", { class: "quiet" }, "None yet: press START on the monitor")
        : h("ul", { class: "readings" }, ...recent.map(line)),
      criteriaList([
        {
          id: "baseline",
          value: baseline ? `${number(baseline.sbp)}/${number(baseline.dbp)}` : null,
          age: baseline && now !== null ? now - baseline.at : null,
          result: baseline ? "pass" : "fail",
        },
      ]),
    );
  }
}

/** @param {Cuff} cuff */
function line({ at, sbp, dbp, map }) {
  const mean = map === null ? "" : ` (${number(map)})`;
  return h("li", {}, h("b", {}, `${number(sbp)}/${number(dbp)}`), `${mean} at ${timeOfDay(at)}`);
}

customElements.define("baseline-panel", BaselinePanel);

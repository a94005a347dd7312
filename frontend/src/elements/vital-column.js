// The vitals of one bed, large, each with its limits in force, its baseline and its age.

import { forCell } from "../alarms/fold.js";
import { alarmsOf, cellOf } from "../alarms/look.js";
import { paintAlarm } from "../alarms/paint.js";
import { h, setAttribute, setText } from "../dom.js";
import { number, signed } from "../format.js";
import { isEdited, limitText } from "../limits.js";
import { LiveElement, touches } from "../live/element.js";
import { monitorWords } from "../session-words.js";
import { shownPressure, shownVital } from "../shown.js";

/** @typedef {import("../wire.js").Session} Session */
/** @typedef {import("../wire.js").Vitals} Vitals */
/** @typedef {"spo2" | "hr" | "bp"} Name */

/** @type {readonly {name: Name, label: string, unit: string}[]} */
const ROWS = [
  { name: "spo2", label: "SpO2", unit: "%" },
  { name: "hr", label: "HR", unit: "/min" },
  { name: "bp", label: "BP", unit: "mmHg" },
];

export class VitalColumn extends LiveElement {
  /** @param {import("../live/live.js").Live} live @param {string} bed */
  constructor(live, bed) {
    super(live);
    this.bed = bed;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return touches(change, this.bed);
  }

  build() {
    this.setAttribute("aria-label", "Vitals");
    this.rows = ROWS.map(row);
    this.monitor = h("p", { class: "note" });
    this.append(...this.rows.map(({ root }) => root), this.monitor);
  }

  paint() {
    const bed = this.live.state.beds.get(this.bed);
    if (!bed || !this.rows) return;
    const lost = this.live.link === "lost";
    const alarms = lost ? [] : alarmsOf(this.live.state.alarms.values(), this.bed);
    if (this.monitor) setText(this.monitor, lost ? "" : monitorWords(bed.monitor));
    for (const parts of this.rows) {
      const alarm = forCell(alarms.filter((each) => cellOf(each) === parts.name));
      const shown = this.#shown(bed.vitals, parts.name, alarm?.condition === "unknown");
      setText(parts.value, shown.text);
      setAttribute(parts.value, "data-state", shown.state);
      paintAlarm(parts.value, alarm);
      const map = "map" in shown && shown.state !== "absent" ? `MAP ${shown.map} · ` : "";
      setText(parts.age, map + shown.note);
      const limits = bed.session?.limits ?? [];
      const edited = isEdited(limits, parts.name);
      setText(parts.limits, limitText(limits, parts.name));
      setAttribute(parts.limits, "data-edited", edited);
      const words = edited ? "limits in force, edited for this session" : "limits in force";
      setAttribute(parts.limits, "title", words);
      setText(parts.baseline, lost ? "" : baselineText(bed.session, bed.vitals, parts.name));
    }
  }

  /** @param {Vitals} vitals @param {Name} name @param {boolean} doubted */
  #shown(vitals, name, doubted) {
    const { link, state } = this.live;
    const path = { link, silence: this.live.silence(this.bed), rate: state.rate, doubted };
    return name === "bp" ? shownPressure(vitals.bp, path) : shownVital(vitals[name], path);
  }
}

/** @param {{name: Name, label: string, unit: string}} vital */
function row({ name, label, unit }) {
  const limits = h("span", { class: "vital-limits", title: "limits in force" });
  const value = h("div", { class: "value alarm-paint", "data-vital": name });
  const baseline = h("span", { class: "vital-baseline" });
  const age = h("span", { class: "vital-age" });
  const head = h(
    "div",
    { class: "vital-head" },
    h("h2", {}, `${label} `, h("small", {}, unit)),
    limits,
  );
  const foot = h("div", { class: "vital-foot" }, baseline, age);
  const root = h("section", { class: `vital vital-${name}` }, head, value, foot);
  return { name, root, value, limits, baseline, age };
}

/**
 * "BL 98 · −4", "BL 118/74 · +64/+30": the question asked most.
 * @param {Session | null} session @param {Vitals} vitals @param {Name} name
 */
export function baselineText(session, vitals, name) {
  const baseline = session?.baseline;
  if (!baseline) return "";
  if (name === "bp") {
    const { sbp, dbp, state } = vitals.bp;
    const text = `BL ${number(baseline.sbp)}/${number(baseline.dbp)}`;
    if (sbp === null || dbp === null || !isShown(state)) return text;
    return `${text} · ${signed(sbp - baseline.sbp)}/${signed(dbp - baseline.dbp)}`;
  }
  const before = baseline[name];
  if (before === null) return "";
  const { value, state } = vitals[name];
  const text = `BL ${number(before)}`;
  return value === null || !isShown(state) ? text : `${text} · ${signed(value - before)}`;
}

/** @param {import("../wire.js").ValueState} state */
function isShown(state) {
  return state === "live" || state === "stale";
}

customElements.define("vital-column", VitalColumn);

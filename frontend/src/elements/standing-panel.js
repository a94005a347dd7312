// What the next step of a session still needs: questions that are answered in place, values and times
// with their age, what to do first, and who may pass over what is left.

import { h, keepChildren, replaceChildren, setText } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { gravest, mayPassOver, settles, unmet, whoMay } from "../standing.js";
import { StandingWatch } from "../standing-watch.js";
import { criteriaList } from "./criteria-list.js";
import { gateOverride } from "./gate-override.js";
import { QuestionRow } from "./question-row.js";
import { SettleTimer } from "./settle-timer.js";

/** @typedef {import("../wire.js").Session} Session */
/** @typedef {"start" | "discharge"} Step */

/** @type {Readonly<Record<string, Step>>} */
const STEPS = { check_in: "start", baseline: "start", observation: "discharge" };
const TITLES = { start: "Before the start", discharge: "Ready to leave" };

export class StandingPanel extends LiveElement {
  /** @type {string | null} what the form of an override belongs to */ #offered = null;

  /**
   * @param {import("../live/live.js").Live} live
   * @param {import("../session-records.js").SessionRecords} records
   * @param {{actions: string[], changed: () => void, passOver: (step: Step, reason: string) => Promise<void>}} desk
   */
  constructor(live, records, { actions, changed, passOver }) {
    super(live);
    this.records = records;
    this.actions = actions;
    this.passOver = passOver;
    this.watch = new StandingWatch(() => {
      this.repaint();
      changed();
    });
    this.heading = h("h2");
    this.questions = h("ul", { class: "questions" });
    this.criteria = h("div");
    this.settle = new SettleTimer(live, records);
    this.who = h("p", { class: "note" });
    this.override = h("div");
  }

  get standing() {
    return this.watch.standing;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    if (change.kind === "vitals" || !touches(change, this.records.bed)) return false;
    if (change.kind !== "time") this.#follow();
    return true;
  }

  build() {
    const { heading, questions, criteria, settle, who, override } = this;
    this.append(heading, questions, criteria, settle, who, override);
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch.follow(null);
  }

  #follow() {
    const { session } = this.records;
    this.watch.follow(session && STEPS[session.phase] ? session.id : null);
  }

  paint() {
    const { session } = this.records;
    const step = session ? STEPS[session.phase] : undefined;
    this.hidden = step === undefined;
    if (!session || !step) return;
    const standing = this.standing?.step === step ? this.standing : null;
    const open = unmet(standing).length;
    const count = standing ? (open === 0 ? " · nothing is open" : ` · ${open} open`) : "";
    setText(this.heading, TITLES[step] + count);
    const asked = session.checklist.filter(({ before }) => before === step);
    this.#paintQuestions(asked, standing);
    const questions = new Set(asked.map(({ id }) => id));
    const others = standing?.criteria.filter(({ id }) => !questions.has(id)) ?? [];
    replaceChildren(this.criteria, others.length > 0 && criteriaList(others));
    this.settle.show(step === "start" && settles(standing) ? (standing?.settle_ms ?? null) : null);
    this.#paintOverride(step, standing);
  }

  /** @param {import("../wire.js").Question[]} asked @param {import("../standing.js").Standing | null} standing */
  #paintQuestions(asked, standing) {
    keepChildren(
      this.questions,
      asked,
      ({ id }) => id,
      () => new QuestionRow(this.records),
      (row, question) => {
        const found = standing?.criteria.find(({ id }) => id === question.id);
        row.show(question, found?.result ?? null, this.live.link === "lost");
      },
    );
  }

  /** A form that somebody types into stays as it is. @param {Step} step @param {import("../standing.js").Standing | null} standing */
  #paintOverride(step, standing) {
    const grade = gravest(standing?.criteria ?? []);
    const may = mayPassOver(grade, step, this.actions);
    setText(this.who, grade === null || may ? "" : whoMay(grade, step));
    const offered = may ? `${this.records.session?.id} ${step}` : null;
    if (offered === this.#offered) return;
    this.#offered = offered;
    const give = ({ reason = "" }) => this.passOver(step, reason);
    const form = may && gateOverride({ who: this.records.who, step, give });
    const words = step === "start" ? "Start all the same …" : "Discharge all the same …";
    replaceChildren(this.override, form && h("details", {}, h("summary", {}, words), form));
  }
}

customElements.define("standing-panel", StandingPanel);

// The roster: three steps with their names, who is missing; changed by those in charge, in two steps.

import { Problem, put } from "../api.js";
import { h, replaceChildren, setText } from "../dom.js";
import { changes, missing, readContacts, STEPS, writeContacts } from "../duty.js";
import { REFUSALS, STEP_NAMES } from "../words.js";

/** @typedef {import("../duty.js").Roster} Roster */

export class DutyRoster extends HTMLElement {
  /** @type {Roster | null} */ roster = null;
  /** @type {HTMLElement | null} the form, while somebody changes it */ #form = null;

  /** @param {boolean} mayChange */
  constructor(mayChange) {
    super();
    this.mayChange = mayChange;
    this.steps = h("div", { class: "steps" });
    this.gaps = h("ul", { class: "gaps" });
    this.place = h("div");
    this.problem = h("p", { class: "problem", role: "alert" });
    this.change = h(
      "button",
      { type: "button", "data-action": "change-duty", onclick: () => this.#begin() },
      "Change who is on duty …",
    );
  }

  connectedCallback() {
    const { steps, gaps, place, problem, change } = this;
    this.change.hidden = true;
    this.replaceChildren(gaps, steps, change, place, problem);
  }

  /** @param {Roster} roster */
  show(roster) {
    this.roster = roster;
    replaceChildren(this.steps, ...STEPS.map((step, place) => column(step, place, roster)));
    replaceChildren(this.gaps, ...missing(roster).map(({ words }) => h("li", {}, words)));
    this.gaps.hidden = this.gaps.children.length === 0;
    this.change.hidden = !this.mayChange || this.#form !== null;
  }

  #begin() {
    const { roster } = this;
    if (!roster) return;
    setText(this.problem, "");
    const fields = STEPS.map((step) => {
      const area = h("textarea", { name: step, rows: "3", spellcheck: "false" });
      area.value = writeContacts(roster[step]);
      return { step, area };
    });
    const labels = fields.map(({ step, area }) => h("label", {}, STEP_NAMES[step], area));
    const form = h(
      "form",
      { class: "two-step", "aria-label": "Change who is on duty" },
      h("p", { class: "note" }, "One a line: sign-in name, then an e-mail address if wanted."),
      h("div", { class: "steps" }, ...labels),
      h(
        "div",
        { class: "row" },
        h("button", { class: "primary", "data-action": "review-duty" }, "Review …"),
        this.#backButton(),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @type {any} */
      const after = { revision: roster.revision };
      for (const { step, area } of fields) after[step] = readContacts(area.value);
      this.#confirm(form, roster, after);
    });
    this.#open(form);
    form.querySelector("textarea")?.focus();
  }

  /** @param {HTMLElement} form kept, so that a refusal loses nothing @param {Roster} before @param {Roster} after */
  #confirm(form, before, after) {
    const list = changes(before, after);
    if (list.length === 0) return setText(this.problem, "Nothing is changed yet.");
    setText(this.problem, "");
    const yes = h(
      "button",
      { class: "primary", "data-action": "confirm-duty" },
      "Call these from now on",
    );
    const edit = { type: "button", onclick: () => this.#open(form) };
    const review = h(
      "form",
      { class: "two-step", "aria-label": "Confirm who is on duty" },
      h("ul", {}, ...list.map((words) => h("li", {}, words))),
      h("div", { class: "row" }, yes, h("button", edit, "Back")),
    );
    review.addEventListener("submit", async (event) => {
      event.preventDefault();
      yes.disabled = true;
      if (!(await this.#save(after))) this.#open(form);
    });
    this.#open(review);
    yes.focus();
  }

  /** @param {Roster} after @returns {Promise<boolean>} whether it is in force */
  async #save(after) {
    try {
      const roster = /** @type {Roster} */ (await put("/api/duty", after));
      this.#end();
      this.show(roster);
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const known =
        problem.code === "stale_revision"
          ? "Somebody changed it meanwhile: go back and look again."
          : (REFUSALS[problem.code] ?? "");
      setText(this.problem, `${known} ${problem.message}`.trim());
      return false;
    }
  }

  /** @param {HTMLElement} form */
  #open(form) {
    this.#form = form;
    this.change.hidden = true;
    replaceChildren(this.place, form);
  }

  #end() {
    this.#form = null;
    setText(this.problem, "");
    replaceChildren(this.place);
    this.change.hidden = !this.mayChange;
  }

  #backButton() {
    return h(
      "button",
      { type: "button", "data-action": "back", onclick: () => this.#end() },
      "Back",
    );
  }
}

/** @param {import("../wire.js").Step} step @param {number} place @param {Roster} roster */
function column(step, place, roster) {
  const contacts = roster[step];
  const people = contacts.map(({ name, email }) =>
    h("li", {}, h("b", {}, name), h("small", {}, email ?? "no e-mail address")),
  );
  const list = h("ul", {}, ...people);
  const title = h("h2", {}, `${place + 1} · ${STEP_NAMES[step]}`);
  return h(
    "section",
    { "data-step": step, "data-empty": contacts.length === 0 },
    title,
    contacts.length > 0 ? list : h("p", {}, "nobody"),
  );
}

customElements.define("duty-roster", DutyRoster);

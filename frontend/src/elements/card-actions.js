// What somebody can do about a card: one tap acknowledges every alarm that is listed, each at the
// revision that was seen; a second tap refines. Which actions there are stands in `alarms/offers.js`.

import { offers } from "../alarms/offers.js";
import { Problem } from "../api.js";
import { h, keepChildren, replaceChildren, setAttribute, setText } from "../dom.js";
import { REFUSALS } from "../words.js";
import { reasonForm } from "./reason-form.js";

/** @typedef {import("../wire.js").Alarm} Alarm */
/** @typedef {import("../alarms/fold.js").Card} Card */
/** @typedef {import("../alarms/offers.js").Offer} Offer */
/**
 * What this person may do, and how other parts of the page are asked.
 * @typedef {object} Leave
 * @property {boolean} acknowledge
 * @property {import("../recorder.js").Recorder | null} recorder of who may run sessions
 * @property {((alarm: Alarm) => void) | null} why shows why an alarm did fire
 */

export class CardActions extends HTMLElement {
  /** @type {Card | null} */ card = null;
  /** The offer whose second step is open. @type {string | null} */ #open = null;
  #sending = false;

  /** @param {import("../live/live.js").Live} live @param {Leave} leave */
  constructor(live, leave) {
    super();
    this.live = live;
    this.leave = leave;
    this.main = h("div", { class: "row" });
    this.more = h("div", { class: "row more" });
    this.step = h("div", { class: "step" });
    this.problem = h("p", { class: "problem", role: "alert" });
  }

  connectedCallback() {
    this.replaceChildren(this.main, this.more, this.step, this.problem);
  }

  /** @param {Card} card @param {number | null} now */
  show(card, now) {
    this.card = card;
    const all = offers(card, now, { why: this.leave.why !== null });
    const open = all.find(({ name }) => name === this.#open);
    if (this.#open !== null && !open) this.#close();
    this.#paint(
      this.main,
      all.filter(({ place }) => place === "main"),
    );
    this.#paint(
      this.more,
      all.filter(({ place }) => place === "more"),
    );
  }

  /** @param {Element} row @param {Offer[]} list */
  #paint(row, list) {
    keepChildren(
      row,
      list,
      ({ name }) => name,
      () => h("button", { type: "button" }),
      (button, offer) => {
        setAttribute(button, "data-action", offer.name);
        setAttribute(button, "class", offer.primary ? "primary" : null);
        setAttribute(
          button,
          "aria-expanded",
          offer.reason ? String(this.#open === offer.name) : null,
        );
        setText(button, this.#sending && offer.primary ? "Sending …" : offer.label);
        button.disabled = this.#sending;
        button.onclick = () => this.#tap(offer);
      },
    );
  }

  /** @param {Offer} offer */
  #tap(offer) {
    const [alarm] = offer.alarms;
    if (offer.name === "why") return alarm && this.leave.why?.(alarm);
    if (!offer.reason) return this.#send(offer, "");
    if (this.#open === offer.name) return this.#close();
    this.#open = offer.name;
    const form = reasonForm({
      label: offer.label,
      reason: offer.reason,
      give: (reason) => this.#send(offer, reason),
      back: () => this.#close(),
    });
    replaceChildren(this.step, form);
    this.#repaint();
    form.querySelector("input")?.focus();
  }

  #close() {
    this.#open = null;
    replaceChildren(this.step);
    this.#repaint();
  }

  /** @param {Offer} offer as it was when it was tapped @param {string} reason */
  async #send({ command, alarms }, reason) {
    this.#sending = true;
    setText(this.problem, "");
    this.#repaint();
    const given = alarms.map((alarm) => this.live.commands.about(command, alarm, reason));
    const answers = await Promise.allSettled(given);
    this.#sending = false;
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed) this.#refuse(failed.reason);
    else this.#close();
    this.#repaint();
  }

  /** @param {unknown} problem */
  #refuse(problem) {
    if (!(problem instanceof Problem)) throw problem;
    setText(this.problem, REFUSALS[problem.code] ?? problem.message);
  }

  #repaint() {
    if (this.card) this.show(this.card, this.live.now());
  }
}

customElements.define("card-actions", CardActions);

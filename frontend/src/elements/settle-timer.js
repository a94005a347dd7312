// What is offered first when a pressure or a pulse holds the start: some rest, then measure again. The
// rest is noted in the session; it counts down on the screen where it was begun.

import { h, setText } from "../dom.js";
import { minutes } from "../format.js";

export class SettleTimer extends HTMLElement {
  /** @type {{session: string, until: number} | null} */ #rest = null;

  /** @param {import("../live/live.js").Live} live @param {import("../session-records.js").SessionRecords} records */
  constructor(live, records) {
    super();
    this.live = live;
    this.records = records;
    this.button = h("button", { type: "button", class: "primary", "data-action": "settle" });
    this.left = h("p", { role: "timer" });
  }

  connectedCallback() {
    this.replaceChildren(this.button, this.left);
  }

  /** @param {number | null} rest how long, ms; null: nothing that rest would change */
  show(rest) {
    const { session } = this.records;
    const now = this.live.now();
    this.hidden = rest === null || now === null || session === null;
    if (rest === null || now === null || session === null) return;
    if (this.#rest?.session !== session.id) this.#rest = null;
    setText(this.button, `Settle ${Math.round(rest / 60_000)} min and measure again`);
    this.button.hidden = this.#rest !== null && now < this.#rest.until;
    this.button.onclick = () => this.#begin(session.id, now + rest, rest);
    setText(this.left, this.#rest ? restWords(this.#rest.until - now) : "");
  }

  /** @param {string} session @param {number} until @param {number} rest */
  async #begin(session, until, rest) {
    this.#rest = { session, until };
    const text = `Settling ${Math.round(rest / 60_000)} min, then measured again`;
    await this.records.record({ route: "notes", body: { text }, what: text });
  }
}

/** @param {number} left ms */
function restWords(left) {
  return left > 0
    ? `Settling: ${minutes(left + 999)}, then press START on the monitor`
    : "Settled: press START on the monitor, twice";
}

customElements.define("settle-timer", SettleTimer);

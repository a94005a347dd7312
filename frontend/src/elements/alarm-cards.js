// The alarms of one bed, worst first, each a card that stays where it is while it is touched.

import { cardsOf } from "../alarms/fold.js";
import { h, keepChildren } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { AlarmCard } from "./alarm-card.js";

export class AlarmCards extends LiveElement {
  /** @param {import("../live/live.js").Live} live @param {string} bed @param {boolean} mayAcknowledge */
  constructor(live, bed, mayAcknowledge) {
    super(live);
    this.bed = bed;
    this.mayAcknowledge = mayAcknowledge;
    this.list = h("div", { class: "cards" });
    this.none = h("p", { class: "quiet" }, "No alarms on this bed.");
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && touches(change, this.bed);
  }

  build() {
    this.append(h("h2", {}, "Alarms"), this.list, this.none);
  }

  paint() {
    const lost = this.live.link === "lost";
    const cards = lost ? [] : cardsOf(this.live.state.alarms.values(), this.bed);
    this.live.shown(cards.flatMap(({ lead, lines }) => [lead, ...lines]));
    const now = this.live.now();
    keepChildren(
      this.list,
      cards,
      ({ lead }) => lead.id,
      () => new AlarmCard(this.live, this.mayAcknowledge),
      (element, card) => element.show(card, now),
    );
    this.none.textContent = lost
      ? "No connection: alarms do not arrive."
      : "No alarms on this bed.";
    this.none.hidden = cards.length > 0;
  }
}

customElements.define("alarm-cards", AlarmCards);

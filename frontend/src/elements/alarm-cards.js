// The alarms of one bed, worst first, each a card that stays where it is while it is touched.

import { cardsOf } from "../alarms/fold.js";
import { h, keepChildren } from "../dom.js";
import { LiveElement, touches } from "../live/element.js";
import { AcknowledgeAll } from "./acknowledge-all.js";
import { AlarmCard } from "./alarm-card.js";

export class AlarmCards extends LiveElement {
  /**
   * @param {import("../live/live.js").Live} live
   * @param {string} bed
   * @param {import("./card-actions.js").Leave} leave
   */
  constructor(live, bed, leave) {
    super(live);
    this.bed = bed;
    this.leave = leave;
    this.list = h("div", { class: "cards" });
    this.none = h("p", { class: "quiet" }, "No alarms on this bed.");
    this.all = leave.acknowledge ? new AcknowledgeAll(live, bed) : null;
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    // Of other beds too: one cause on several beds is one card.
    if (change.kind === "beds") return true;
    return change.kind !== "vitals" && touches(change, this.bed);
  }

  build() {
    this.append(h("h2", {}, "Alarms"), this.all ?? "", this.list, this.none);
  }

  paint() {
    const lost = this.live.link === "lost";
    const cards = lost ? [] : cardsOf(this.live.state.alarms.values(), this.bed);
    this.live.shown(cards.flatMap(({ lead, lines }) => [lead, ...lines]));
    const now = this.live.now();
    this.all?.show(cards);
    keepChildren(
      this.list,
      cards,
      ({ lead }) => lead.id,
      () => new AlarmCard(this.live, this.bed, this.leave),
      (element, card) => element.show(card, now),
    );
    this.none.textContent = lost
      ? "No connection: alarms do not arrive."
      : "No alarms on this bed.";
    this.none.hidden = cards.length > 0;
  }
}

customElements.define("alarm-cards", AlarmCards);

// The last score of each scale, with its age: a score stands until the next one, however old it is.

import { h, keepChildren, setText } from "../dom.js";
import { ago } from "../format.js";
import { LiveElement, touches } from "../live/element.js";
import { scoreText } from "../scales.js";
import { person } from "../words.js";

export class ScoresList extends LiveElement {
  /** @param {import("../live/live.js").Live} live @param {string} bed */
  constructor(live, bed) {
    super(live);
    this.bed = bed;
    this.list = h("ul");
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && touches(change, this.bed);
  }

  build() {
    this.append(h("h2", {}, "Scales"), this.list);
  }

  paint() {
    const scores = this.live.state.beds.get(this.bed)?.session?.assessments ?? [];
    const now = this.live.link === "lost" ? null : this.live.now();
    this.hidden = scores.length === 0;
    keepChildren(
      this.list,
      scores,
      ({ scale }) => scale,
      () => h("li", {}, h("b"), h("span", { class: "note" })),
      (item, { scale, score, at, by }) => {
        const [text, age] = item.children;
        if (text) setText(text, scoreText(scale, score));
        if (age) setText(age, now === null ? person(by) : `${ago(now - at)} · ${person(by)}`);
      },
    );
  }
}

customElements.define("scores-list", ScoresList);

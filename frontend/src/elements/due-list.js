// What is to be done at the chair, by time, each with its countdown.

import { h, keepChildren, setText } from "../dom.js";
import { dueIn, dueState, dueWords, inOrder } from "../due.js";
import { LiveElement, touches } from "../live/element.js";

export class DueList extends LiveElement {
  /** @param {import("../live/live.js").Live} live @param {string} bed */
  constructor(live, bed) {
    super(live);
    this.bed = bed;
    this.list = h("ul");
    this.none = h("p", { class: "quiet" }, "Nothing is due.");
  }

  /** @param {import("../live/live.js").Change} change */
  concerns(change) {
    return change.kind !== "vitals" && touches(change, this.bed);
  }

  build() {
    this.append(h("h2", {}, "Due"), this.list, this.none);
  }

  paint() {
    const tasks = inOrder(this.live.state.beds.get(this.bed)?.session?.due ?? []);
    const lost = this.live.link === "lost";
    const now = lost ? null : this.live.now();
    setText(this.none, lost ? "No connection: what is due is not known." : "Nothing is due.");
    this.none.hidden = tasks.length > 0;
    keepChildren(
      this.list,
      tasks,
      ({ task, asked_at }) => `${task} ${asked_at}`,
      () => h("li", {}, h("span"), h("b", { role: "timer" })),
      (item, task) => {
        const [words, left] = item.children;
        item.dataset.due = now === null ? "unknown" : dueState(task, now);
        if (words) setText(words, dueWords(task));
        if (left) setText(left, now === null ? "--" : dueIn(task, now));
      },
    );
  }
}

customElements.define("due-list", DueList);

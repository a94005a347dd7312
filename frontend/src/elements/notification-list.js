// Who was told outside, newest first, and whether it arrived.

import { h, keepChildren, setText } from "../dom.js";
import { timeWithSeconds } from "../format.js";
import { STEP_NAMES } from "../words.js";

/**
 * @typedef {object} Notification
 * @property {string} id
 * @property {number} at
 * @property {string} alarm
 * @property {import("../wire.js").Step} step
 * @property {string} channel
 * @property {string[]} names
 * @property {"queued" | "sent" | "failed" | "given_up"} state
 * @property {number} attempts
 * @property {string | null} detail
 */

/** @type {Readonly<Record<Notification["state"], string>>} */
const STATES = {
  queued: "waiting",
  sent: "sent",
  failed: "failed, tried again",
  given_up: "given up",
};

export class NotificationList extends HTMLElement {
  list = h("ol");
  none = h("p", { class: "quiet" }, "Nobody was called outside yet.");

  connectedCallback() {
    this.replaceChildren(h("h2", {}, "Called last"), this.list, this.none);
  }

  /** @param {Notification[]} items */
  show(items) {
    this.none.hidden = items.length > 0;
    keepChildren(
      this.list,
      items,
      ({ id }) => id,
      () => h("li", {}, h("time"), h("span"), h("small")),
      (item, call) => {
        const [time, words, detail] = item.children;
        item.dataset.state = call.state;
        if (time) setText(time, timeWithSeconds(call.at));
        const who = [STEP_NAMES[call.step], ...call.names].join(" ");
        if (words) setText(words, `${who} · ${call.channel} · ${STATES[call.state]}`);
        if (detail) setText(detail, call.detail ?? "");
      },
    );
  }
}

customElements.define("notification-list", NotificationList);

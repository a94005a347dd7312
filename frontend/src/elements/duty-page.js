// Who is called when nobody attends to an alarm, by which ways, and who was called last.

import { get, Problem } from "../api.js";
import { h, setText } from "../dom.js";
import { LiveElement } from "../live/element.js";
import { AlarmStrip } from "./alarm-strip.js";
import { ChannelList } from "./channel-list.js";
import { DutyRoster } from "./duty-roster.js";
import { LinkBanner } from "./link-banner.js";
import { NotificationList } from "./notification-list.js";
import { SoundBanner } from "./sound-banner.js";

/** Read again this often, real ms: others change the roster, and calls go out. */
const READ_EVERY_MS = 10_000;

export class DutyPage extends LiveElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */ #reading;

  /** @param {import("../live/live.js").Live} live @param {import("../api.js").Me} me @param {Node} menu */
  constructor(live, me, menu) {
    super(live);
    const may = (/** @type {string} */ action) => me.actions.includes(action);
    this.strip = new AlarmStrip(live, { links: true, menu });
    this.mayRead = may("read_duty");
    this.roster = new DutyRoster(may("manage_duty"));
    this.channels = may("read_channels") ? new ChannelList(may("test_channels")) : null;
    this.calls = may("read_channels") ? new NotificationList() : null;
    this.problem = h("p", { class: "problem", role: "alert" });
  }

  build() {
    const { live } = this;
    const banners = h("div", { class: "banners" }, new SoundBanner(live), new LinkBanner(live));
    const head = h(
      "header",
      {},
      h("h1", {}, "On duty"),
      h(
        "p",
        { class: "quiet" },
        "Whom an alarm calls, one step after the other, until somebody acts.",
      ),
    );
    const page = h("div", { class: "duty" }, head, this.problem, this.roster);
    for (const part of [this.channels, this.calls]) if (part) page.append(part);
    if (!this.mayRead) setText(this.problem, "Your role may not see who is on duty.");
    this.append(this.strip, banners, page);
    document.title = "On duty · Vigil";
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
    this.#reading = setInterval(() => this.#read(), READ_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#reading);
  }

  /** @param {import("../live/live.js").Change} _change */
  concerns(_change) {
    return false; // its parts follow by themselves
  }

  async #read() {
    if (!this.mayRead) return;
    try {
      const wanted = this.channels
        ? [get("/api/duty"), get("/api/channels"), get("/api/notifications?limit=20")]
        : [get("/api/duty")];
      const [roster, channels, calls] = /** @type {any[]} */ (await Promise.all(wanted));
      this.roster.show(roster);
      this.channels?.show(channels.items);
      this.calls?.show(calls.items);
      setText(this.problem, "");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      // What was read before stays, but nobody may take it for the present.
      setText(this.problem, `Not up to date: ${problem.message}`);
    }
  }
}

customElements.define("duty-page", DutyPage);

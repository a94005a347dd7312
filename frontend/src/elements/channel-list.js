// The ways to tell people who are at no screen: how they do, and a test of each.

import { Problem, post } from "../api.js";
import { h, keepChildren, setAttribute, setText } from "../dom.js";
import { channelState } from "../duty.js";
import { timeWithSeconds } from "../format.js";
import { REFUSALS } from "../words.js";

/** @typedef {import("../duty.js").Channel} Channel */

const NAMES = { webhook: "Webhook", email: "E-mail" };

export class ChannelList extends HTMLElement {
  list = h("ul");

  /** @param {boolean} mayTest */
  constructor(mayTest) {
    super();
    this.mayTest = mayTest;
  }

  connectedCallback() {
    const note = "Never for simulated sessions.";
    this.replaceChildren(
      h("h2", {}, "Ways to reach them"),
      h("p", { class: "note" }, note),
      this.list,
    );
  }

  /** @param {Channel[]} channels */
  show(channels) {
    keepChildren(
      this.list,
      channels,
      ({ channel }) => channel,
      (channel) => this.#item(channel),
      (item, channel) => {
        const [, state, form] = item.children;
        setAttribute(item, "data-failing", channel.failing);
        if (state) setText(state, channelState(channel, timeWithSeconds));
        if (form instanceof HTMLElement) form.hidden = !this.mayTest || !channel.configured;
      },
    );
  }

  /** @param {Channel} channel */
  #item({ channel }) {
    const to = h("input", {
      type: "email",
      name: "to",
      required: true,
      placeholder: "to address",
      "aria-label": "Test goes to",
    });
    const yes = h("button", { "data-action": `test-${channel}` }, "Send a test");
    const answer = h("p", { role: "status" });
    const form = h("form", { class: "row" }, channel === "email" && to, yes);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      yes.disabled = true;
      setText(answer, "Sending …");
      setText(answer, await tested(channel, channel === "email" ? { to: to.value.trim() } : {}));
      yes.disabled = false;
    });
    return h(
      "li",
      { "data-channel": channel },
      h("b", {}, NAMES[channel]),
      h("span"),
      form,
      answer,
    );
  }
}

/** @param {string} channel @param {object} body @returns {Promise<string>} what came of it */
async function tested(channel, body) {
  try {
    const { state, detail, at } = /** @type {{state: string, detail: string, at: number}} */ (
      await post(`/api/channels/${channel}/test`, body)
    );
    return `Test ${state} at ${timeWithSeconds(at)}: ${detail}`;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return `${REFUSALS[problem.code] ?? ""} ${problem.message}`.trim();
  }
}

customElements.define("channel-list", ChannelList);

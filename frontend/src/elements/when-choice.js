// When it happened: now, unless somebody says how many minutes ago.

import { h, setAttribute } from "../dom.js";

const BACK_MINUTES = [0, 1, 2, 5];

export class WhenChoice extends HTMLElement {
  minutes = 0;

  connectedCallback() {
    this.className = "when";
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Happened, minutes back");
    this.replaceChildren(...BACK_MINUTES.map((back) => this.#button(back)));
    this.choose(this.minutes);
  }

  /** @param {number} back */
  #button(back) {
    const options = { type: "button", onclick: () => this.choose(back) };
    return h("button", options, back === 0 ? "now" : `−${back}`);
  }

  /** @param {number} back minutes */
  choose(back) {
    this.minutes = back;
    [...this.children].forEach((button, place) => {
      setAttribute(button, "aria-pressed", BACK_MINUTES[place] === back ? "true" : "false");
    });
  }
}

customElements.define("when-choice", WhenChoice);

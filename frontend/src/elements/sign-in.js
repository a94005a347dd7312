// Sign-in: a person with name and password, or a wall with its token.

import { Problem, post } from "../api.js";
import { h, setText } from "../dom.js";

export class SignIn extends HTMLElement {
  /** @param {() => void} done */
  constructor(done) {
    super();
    this.done = done;
    this.problem = h("p", { class: "problem", role: "alert" });
    this.person = this.#personForm();
    this.wall = this.#wallForm();
  }

  connectedCallback() {
    const other = h("button", { type: "button", class: "link", onclick: () => this.#swap() });
    this.other = other;
    this.replaceChildren(
      h("h1", {}, "Vigil"),
      h("p", { class: "quiet" }, "Infusion session monitoring"),
      this.person,
      this.wall,
      this.problem,
      other,
      h(
        "p",
        { class: "note" },
        "Not a medical device. The bedside monitor stays the primary alarm.",
      ),
    );
    this.#swap(false);
  }

  /** @param {boolean} [toWall] */
  #swap(toWall = this.wall.hidden === true) {
    this.wall.hidden = !toWall;
    this.person.hidden = toWall;
    setText(this.problem, "");
    if (this.other) setText(this.other, toWall ? "Sign in as a person" : "Set up a wall display");
    (toWall ? this.wall : this.person).querySelector("input")?.focus();
  }

  #personForm() {
    const username = h("input", {
      name: "username",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      required: true,
    });
    const password = h("input", {
      name: "password",
      type: "password",
      autocomplete: "current-password",
      required: true,
    });
    return this.#form(
      "Sign in",
      () => ({ username: username.value.trim(), password: password.value }),
      h("label", {}, "Name", username),
      h("label", {}, "Password", password),
    );
  }

  #wallForm() {
    const token = h("input", {
      name: "token",
      type: "password",
      autocomplete: "off",
      required: true,
    });
    return this.#form(
      "Start this wall",
      () => ({ token: token.value.trim() }),
      h("label", {}, "Wall token, from an administrator", token),
    );
  }

  /**
   * @param {string} action
   * @param {() => object} read
   * @param {...Node} fields
   */
  #form(action, read, ...fields) {
    const button = h("button", { class: "primary", "data-action": "sign-in" }, action);
    const form = h("form", { method: "post" }, ...fields, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      setText(this.problem, "");
      try {
        await post("/api/sign-in", read());
        this.done();
      } catch (problem) {
        setText(this.problem, problem instanceof Problem ? problem.message : "Sign-in failed.");
        button.disabled = false;
        form.querySelector("input")?.focus();
      }
    });
    return form;
  }
}

customElements.define("sign-in", SignIn);

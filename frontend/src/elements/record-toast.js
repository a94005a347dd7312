// What was just recorded, for whom, and whether the server has it.

import { h, setText } from "../dom.js";
import { refusalText } from "../words.js";

/** @typedef {import("../recorder.js").Recording} Recording */

/** A saved record is named for this long, ms. */
const SHOWN_FOR_MS = 10_000;
const MOST_SAVED = 2;

/** @type {Readonly<Record<import("../recorder.js").RecordState, string>>} */
const STATES = {
  sending: "not saved yet …",
  saved: "saved",
  refused: "refused",
  unanswered: "not saved yet: the server did not answer",
};

export class RecordToast extends HTMLElement {
  /** @type {(() => void) | undefined} */ #unwatch;
  /** @type {Map<string, HTMLElement>} */ #lines = new Map();

  /** @param {import("../recorder.js").Recorder} recorder */
  constructor(recorder) {
    super();
    this.recorder = recorder;
  }

  connectedCallback() {
    this.setAttribute("role", "status");
    this.#unwatch = this.recorder.watch((recording) => this.#show(recording));
  }

  disconnectedCallback() {
    this.#unwatch?.();
  }

  /** @param {Recording} recording */
  #show(recording) {
    const line = this.#lines.get(recording.key) ?? this.#add(recording);
    line.dataset.state = recording.state;
    const [text, retry, dismiss] = line.children;
    const why =
      recording.state === "refused" && recording.problem
        ? `: ${refusalText(recording.problem)}`
        : "";
    if (text)
      setText(text, `${recording.what} · ${recording.who} · ${STATES[recording.state]}${why}`);
    if (retry instanceof HTMLElement) retry.hidden = recording.state !== "unanswered";
    if (dismiss instanceof HTMLElement) dismiss.hidden = recording.state === "sending";
    if (recording.state === "saved") {
      setTimeout(() => this.#remove(recording), SHOWN_FOR_MS);
      this.#keepLastSaved();
    }
  }

  /** What waits or was refused stays; of what is saved, the last few. */
  #keepLastSaved() {
    const saved = [...this.#lines].filter(([, line]) => line.dataset.state === "saved");
    for (const [key, line] of saved.slice(0, -MOST_SAVED)) {
      line.remove();
      this.#lines.delete(key);
    }
  }

  /** @param {Recording} recording */
  #add(recording) {
    const retry = { class: "primary", onclick: () => this.recorder.send(recording) };
    const dismiss = { "aria-label": "Dismiss", onclick: () => this.#remove(recording) };
    const line = h(
      "div",
      {},
      h("span"),
      h("button", retry, "Try again"),
      h("button", dismiss, "✕"),
    );
    this.#lines.set(recording.key, line);
    this.append(line);
    return line;
  }

  /** @param {Recording} recording */
  #remove(recording) {
    this.#lines.get(recording.key)?.remove();
    this.#lines.delete(recording.key);
  }
}

customElements.define("record-toast", RecordToast);

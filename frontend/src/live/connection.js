// The screen socket: opens, opens again, hands each message on. It decides nothing.

const SUBPROTOCOL = "vigil.screen.v1";
/** First and longest wait before the next attempt, ms. */
const RETRY_MS = { first: 250, longest: 2000 };

/**
 * @typedef {object} Listener
 * @property {() => void} opened
 * @property {(message: import("../wire.js").Outgoing) => void} received
 * @property {(code: number, everOpened: boolean) => void} closed
 */

export class Connection {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  #attempts = 0;
  #stopped = false;

  /** @param {string} url @param {Listener} listener */
  constructor(url, listener) {
    this.url = url;
    this.listener = listener;
  }

  open() {
    this.#stopped = false;
    clearTimeout(this.#retry);
    const socket = new WebSocket(this.url, SUBPROTOCOL);
    let opened = false;
    this.#socket = socket;
    socket.onopen = () => {
      opened = true;
      this.#attempts = 0;
      this.listener.opened();
    };
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.listener.received(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      this.listener.closed(event.code, opened);
      if (!this.#stopped) this.#openLater();
    };
  }

  /** Leaves the present socket, which may be dead without knowing it, and opens another. */
  reopen() {
    this.#abandon();
    this.#openLater();
  }

  close() {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#abandon();
  }

  /** @param {import("../wire.js").FromScreen} message @returns {"sent" | "not_open"} */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return "not_open";
    this.#socket.send(JSON.stringify(message));
    return "sent";
  }

  #abandon() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #openLater() {
    clearTimeout(this.#retry);
    const wait = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** this.#attempts);
    this.#attempts += 1;
    // Jitter, so that all screens of a clinic do not come back in the same instant.
    this.#retry = setTimeout(() => this.open(), wait * (0.75 + Math.random() / 2));
  }
}

// One page's view of the clinic: connection, store and watchdog joined. Elements read `state`,
// `link` and `now()`, and are told by `watch` what changed.

import { Station } from "../station/station.js";
import { Commands } from "./commands.js";
import { Connection } from "./connection.js";
import { Receipts } from "./receipts.js";
import { apply, clinicalNow, emptyState } from "./store.js";
import { hear, look, startWatch, TICKS_STOPPED_AFTER_MS, unsync } from "./watchdog.js";

/** @typedef {import("../wire.js").Outgoing} Outgoing */
/** @typedef {import("./watchdog.js").Link} Link */
/** @typedef {import("../wire.js").Alarm} Alarm */
/**
 * @typedef {{kind: "all"} | {kind: "link"} | {kind: "time"} | {kind: "station"} | {kind: "beds", beds: string[]}
 *   | {kind: "vitals", beds: string[], at: number}
 *   | {kind: "history", bed: string, from: number, to: number}} Change
 */

const LOOK_EVERY_MS = 250;
const STATION_EVERY_MS = 5000;

const defaultClock = () => performance.now();

export class Live {
  state = emptyState();
  /** @type {Link} */ link = "catching-up";
  /** When the server was last heard, in its own time; for "no connection since". */
  /** @type {number | null} */ lastHeard = null;
  /** @type {Set<(change: Change) => void>} */ #listeners = new Set();
  /** @type {ReturnType<typeof setInterval>[]} */ #timers = [];
  #lastId = 0;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {"wall" | "desk"} options.kind
   * @param {string[]} [options.beds]
   * @param {import("../station/speaker.js").Speaker} options.speaker
   * @param {() => void} [options.refused] a socket that never opened: perhaps not signed in
   * @param {() => number} [options.clock] ms, never going back
   */
  constructor({ url, kind, beds = ["*"], speaker, refused = () => {}, clock = defaultClock }) {
    this.kind = kind;
    this.beds = beds;
    this.clock = clock;
    this.refused = refused;
    this.watchState = startWatch(clock());
    this.connection = new Connection(url, {
      opened: () => {},
      received: (message) => this.#receive(message),
      closed: (_code, everOpened) => this.#closed(everOpened),
    });
    this.station = new Station(this, speaker);
    this.commands = new Commands(
      (command) => this.connection.send(command),
      () => this.#nextId(),
    );
    this.receipts = new Receipts((receipt) => this.connection.send(receipt));
  }

  open() {
    this.connection.open();
    this.station.open();
    this.#timers = [
      setInterval(() => this.#look(), LOOK_EVERY_MS),
      setInterval(() => this.#tellStation(), STATION_EVERY_MS),
    ];
  }

  close() {
    for (const timer of this.#timers) clearInterval(timer);
    this.connection.close();
  }

  /** @param {(change: Change) => void} listener @returns {() => void} stops it */
  watch(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Clinical time, ms since the epoch; null before the server named one. */
  now() {
    return clinicalNow(this.state, this.clock());
  }

  /** As people call it. @param {string} bed */
  bedName(bed) {
    return this.state.beds.get(bed)?.label || bed;
  }

  /** Real ms since this bed's vitals last came. @param {string} bed */
  silence(bed) {
    return this.clock() - (this.state.heard.get(bed) ?? Number.NEGATIVE_INFINITY);
  }

  #nextId() {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** @param {Outgoing} message */
  #receive(message) {
    const outcome = apply(this.state, message, this.clock());
    hear(this.watchState, this.clock(), outcome.kind === "snapshot" || outcome.kind === "resumed");
    this.lastHeard = this.state.clock?.clinical ?? null;
    this.#follow(outcome, message);
    this.#look();
  }

  /** @param {import("./store.js").Outcome} outcome @param {Outgoing} message */
  #follow(outcome, message) {
    switch (outcome.kind) {
      case "hello":
        this.#tellStation();
        return this.#subscribe();
      case "snapshot":
        this.receipts.keep(new Set(this.state.alarms.keys()));
        return this.#tell({ kind: "all" });
      case "resumed":
        return this.#tell({ kind: "all" });
      case "changed":
        if (message.type === "vitals") {
          return this.#tell({ kind: "vitals", beds: outcome.beds, at: message.at });
        }
        return this.#tell({ kind: "beds", beds: outcome.beds });
      case "history":
      case "time":
        return this.#tell(outcome);
      case "hole":
        this.state.cursor = null; // a resume would repeat the hole
        return this.#subscribe();
      case "result":
        return this.commands.answered(outcome.message);
      case "audio":
        return this.station.audioSaid(outcome.message);
      case "rejected":
        return console.warn("refused by the server:", outcome.code, outcome.detail);
      case "foreign":
        return console.warn("not understood:", outcome.type);
      case "known":
        return;
    }
  }

  #subscribe() {
    const { instance, cursor } = this.state;
    const id = this.#nextId();
    const resume = instance !== null && cursor !== null && this.state.beds.size > 0;
    this.connection.send({
      type: "subscribe",
      id,
      beds: this.beds,
      ...(resume ? { instance, since: cursor } : {}),
    });
  }

  #tellStation() {
    this.connection.send({ type: "station", ...this.station.report() });
  }

  /** @param {"tell server" | "page only"} whom */
  stationChanged(whom) {
    if (whom === "tell server") this.#tellStation();
    this.#tell({ kind: "station" });
  }

  /** Alarms that are being painted: shown, if anybody can see the page. @param {Iterable<Alarm>} alarms */
  shown(alarms) {
    if (this.link === "live" && this.station.attention.away === null) {
      this.receipts.add("shown", alarms, this.now());
    }
  }

  /** @param {boolean} everOpened */
  #closed(everOpened) {
    unsync(this.watchState);
    if (!everOpened) this.refused();
    this.#look();
  }

  #look() {
    const { link, reopen } = look(this.watchState, this.clock());
    if (reopen) this.#startAgain(reopen);
    if (link !== this.link) {
      this.link = link;
      this.#tell({ kind: "link" });
    } else if (this.clock() - this.watchState.heard > TICKS_STOPPED_AFTER_MS) {
      this.#tell({ kind: "time" });
    }
  }

  /** @param {"silence" | "asleep"} reason */
  #startAgain(reason) {
    if (reason === "asleep") this.state.cursor = null; // only a fresh snapshot may be believed
    this.watchState.heard = this.clock();
    this.connection.reopen();
  }

  /** @param {Change} change */
  #tell(change) {
    for (const listener of this.#listeners) listener(change);
  }
}

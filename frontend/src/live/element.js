// The base of every element that shows live state: built once, painted at most once a frame.

/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./live.js").Change} Change */

/**
 * New values are painted at most this often, real ms: a tick comes every 100 ms for some beds, and
 * every frame costs the same whether one bed is new in it or three. Everything else is painted at once.
 */
const VALUES_EVERY_MS = 150;

/** @type {Set<LiveElement>} */
const waiting = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
let requested = false;
let painted = Number.NEGATIVE_INFINITY;

function paintAll() {
  requested = false;
  painted = performance.now();
  const now = [...waiting];
  waiting.clear();
  for (const element of now) if (element.isConnected) element.paint();
}

function requestFrame() {
  clearTimeout(later);
  later = undefined;
  if (requested) return;
  requested = true;
  requestAnimationFrame(paintAll);
}

/** @param {LiveElement} element @param {"at once" | "values"} why */
function paintSoon(element, why) {
  waiting.add(element);
  const wait = painted + VALUES_EVERY_MS - performance.now();
  if (why === "at once" || wait <= 0) requestFrame();
  else later ??= setTimeout(requestFrame, wait);
}

export class LiveElement extends HTMLElement {
  /** @type {(() => void) | undefined} */ #unwatch;
  #built = false;

  /** @param {Live} live */
  constructor(live) {
    super();
    this.live = live;
  }

  connectedCallback() {
    if (!this.#built) this.build();
    this.#built = true;
    this.#unwatch = this.live.watch((change) => {
      if (this.concerns(change)) paintSoon(this, change.kind === "vitals" ? "values" : "at once");
    });
    this.repaint();
  }

  disconnectedCallback() {
    this.#unwatch?.();
  }

  repaint() {
    paintSoon(this, "at once");
  }

  /** Makes the children that `paint` writes into. */
  build() {}

  /** Brings what is shown in line with the live state; writes only what differs. */
  paint() {}

  /** @param {Change} _change @returns {boolean} */
  concerns(_change) {
    return true;
  }
}

/**
 * Whether a change touches one bed (or everything).
 * @param {Change} change @param {string} bed
 */
export function touches(change, bed) {
  if (change.kind === "vitals" || change.kind === "beds") return change.beds.includes(bed);
  return change.kind !== "history" && change.kind !== "station";
}

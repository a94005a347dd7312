// The base of every element that shows live state: built once, painted at most once a frame.

/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./live.js").Change} Change */

/** @type {Set<LiveElement>} */
const waiting = new Set();
let requested = false;

function paintAll() {
  requested = false;
  const now = [...waiting];
  waiting.clear();
  for (const element of now) if (element.isConnected) element.paint();
}

/** @param {LiveElement} element */
function paintSoon(element) {
  waiting.add(element);
  if (requested) return;
  requested = true;
  requestAnimationFrame(paintAll);
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
      if (this.concerns(change)) paintSoon(this);
    });
    this.repaint();
  }

  disconnectedCallback() {
    this.#unwatch?.();
  }

  repaint() {
    paintSoon(this);
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
  return change.kind !== "history";
}

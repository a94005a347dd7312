// One beat for every flashing fill, so that all tiles flash together. Two steps of one attribute
// on <html> cost a few style passes a second; an animation of the fill would cost one each frame.
// Real seconds, whatever the clinical rate (IEC 60601-1-8: high about 2 Hz, medium about 0.6 Hz).

/** @typedef {import("./look.js").Priority} Priority */

/** Half a period, ms. */
const HALF_PERIOD_MS = /** @type {const} */ ({ high: 250, medium: 833 });

/** @type {Map<"high" | "medium", ReturnType<typeof setInterval>>} */
const beating = new Map();

/** Starts and stops the beats so that they run only while something flashes. @param {Set<Priority>} flashing */
export function beatFor(flashing) {
  for (const priority of /** @type {const} */ (["high", "medium"])) {
    if (flashing.has(priority)) start(priority);
    else stop(priority);
  }
}

/** @param {"high" | "medium"} priority */
function start(priority) {
  if (beating.has(priority)) return;
  const half = HALF_PERIOD_MS[priority];
  const step = () => show(priority, Math.floor(performance.now() / half) % 2 === 0);
  beating.set(priority, setInterval(step, half));
  step();
}

/** @param {"high" | "medium"} priority */
function stop(priority) {
  clearInterval(beating.get(priority));
  if (beating.delete(priority)) show(priority, true);
}

/** @param {"high" | "medium"} priority @param {boolean} bright */
function show(priority, bright) {
  const name = priority === "high" ? "beatHigh" : "beatMedium";
  document.documentElement.dataset[name] = bright ? "bright" : "dim";
}

// When somebody last heard this browser's test sound: kept while the browser runs, for a day. A
// browser that was started again may stand before other loudspeakers.

const KEY = "vigil.heard";
const DAY_MS = 86_400_000;

/** @returns {number | null} clinical instant */
export function heardBefore() {
  const at = Number(sessionStorage.getItem(KEY) ?? Number.NaN);
  return Number.isFinite(at) ? at : null;
}

/** An instant of the future was another server's: a simulation begins anew. @param {number} at @param {number} now */
export function stillCounts(at, now) {
  return at <= now && now - at < DAY_MS;
}

/** @param {number} at */
export function rememberHeard(at) {
  sessionStorage.setItem(KEY, String(at));
}

export function forgetHeard() {
  sessionStorage.removeItem(KEY);
}

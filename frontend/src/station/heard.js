// When somebody last heard this browser's test sound: kept while the browser runs, for a day. A
// browser that was started again may stand before other loudspeakers.

const KEY = "vigil.heard";
const DAY_MS = 86_400_000;

/** @param {number} [now] clinical instant; without it whatever is kept @returns {number | null} */
export function heardBefore(now) {
  const at = Number(sessionStorage.getItem(KEY) ?? Number.NaN);
  if (!Number.isFinite(at)) return null;
  if (now === undefined) return at;
  // An instant of the future was another server's: a simulation begins anew.
  return at <= now && now - at < DAY_MS ? at : null;
}

/** @param {number} at */
export function rememberHeard(at) {
  sessionStorage.setItem(KEY, String(at));
}

export function forgetHeard() {
  sessionStorage.removeItem(KEY);
}

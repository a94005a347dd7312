// Keeps a wall's screen on, where the browser can: only over HTTPS or on the same computer.

/** @typedef {"asked" | "held" | "not held"} WakeState */

/** @param {(state: WakeState) => void} changed */
export function keepAwake(changed) {
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => changed("not held"));
      changed("held");
    } catch {
      changed("not held");
    }
  };
  if (!("wakeLock" in navigator)) return changed("not held");
  document.addEventListener("visibilitychange", ask); // a hidden page loses it
  ask();
}

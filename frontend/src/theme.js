// Dark by default; light or dim for whoever chose it in this browser, light on paper. The wall has
// only dark. Dim is for a screen beside the chair: darker, nothing flashes, no large fills.

/** @typedef {"dark" | "light" | "dim"} Theme */

/** @type {readonly Theme[]} */
export const THEMES = ["dark", "light", "dim"];

const KEY = "vigil.theme";
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Theme} */
export function chosenTheme() {
  const chosen = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === chosen) ?? "dark";
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  localStorage.setItem(KEY, theme);
  show(theme);
}

/** For pages that may be light: shows what was chosen, and paper light. */
export function followTheme() {
  show(chosenTheme());
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(chosenTheme()));
}

/** @param {() => void} listener told when colours are others @returns {() => void} stops it */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {Theme} theme */
function show(theme) {
  if ((document.documentElement.dataset.theme ?? "dark") === theme) return;
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

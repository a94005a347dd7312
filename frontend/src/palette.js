// The tokens as the figure and canvases need them: read from CSS, so that colours live in one place.

/** @typedef {import("./charts/figure.js").Palette} Palette */

/** @type {WeakMap<Element, {theme: string | undefined, palette: Palette}>} */
const known = new WeakMap();

/** @param {Element} element @returns {Palette} */
export function palette(element) {
  const { theme } = document.documentElement.dataset;
  const before = known.get(element);
  if (before && before.theme === theme) return before.palette;
  const style = getComputedStyle(element);
  const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const palette = {
    text: token("--text"),
    text2: token("--text-2"),
    line: token("--line"),
    hairline: token("--hairline"),
    panel: token("--panel"),
    focus: token("--focus"),
    spo2: token("--spo2"),
    hr: token("--hr"),
    bp: token("--bp"),
    high: token("--high-edge"),
    medium: token("--medium-fill"),
    mediumEdge: token("--medium-edge"),
    low: token("--low"),
    font: token("--font"),
  };
  known.set(element, { theme, palette });
  return palette;
}

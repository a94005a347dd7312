// Loads Plotly when a page first needs it, and takes from it everything that could send data away.

/**
 * The part of Plotly that is used.
 * @typedef {object} Plotly
 * @property {(root: HTMLElement, data: object[], layout: object, config?: object) => Promise<unknown>} react
 * @property {(root: HTMLElement) => void} purge
 * @property {(config: object) => void} setPlotConfig
 */

const SOURCE = "/static/plotly.min.js";

/** Its share button, on unless refused, would upload what is drawn to a third party. */
const CONFIG = {
  showSendToCloud: false,
  plotlyServerURL: "",
  displaylogo: false,
  displayModeBar: false,
  showTips: false,
  showAxisDragHandles: false,
  showAxisRangeEntryBoxes: false,
  doubleClick: false,
  scrollZoom: false,
};

/** @type {Promise<Plotly> | null} */
let loading = null;

export function loadPlotly() {
  loading ??= load().catch((problem) => {
    loading = null; // a later visit may find the server again
    throw problem;
  });
  return loading;
}

/** @returns {Promise<Plotly>} */
async function load() {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SOURCE;
    script.onload = resolve;
    script.onerror = () => reject(new Error("the figure's library did not load"));
    document.head.append(script);
  });
  const plotly = /** @type {{Plotly: Plotly}} */ (/** @type {unknown} */ (globalThis)).Plotly;
  plotly.setPlotConfig(CONFIG);
  return plotly;
}

// The scales that can be scored at the chair, in the words of their questions. Pure.
// MOAA/S, PADSS and CADSS-6 are published instruments; the questions of CADSS are read from the
// clinic's own copy and only numbered here.

/** @typedef {{id: string, text: string, low: number, high: number, words: readonly string[]}} ScaleItem `words` of the scores from `low` on; none: a number is enough */
/** @typedef {{id: string, title: string, items: readonly ScaleItem[], ends?: readonly [string, string]}} Scale one item: its score; several: their sum */

const STRENGTH = ["not at all", "slightly", "moderately", "strongly", "extremely"];

/** @type {readonly Scale[]} */
export const SCALES = [
  single("moaas", "MOAA/S", [
    "does not answer to a painful squeeze",
    "answers only to a painful squeeze of the shoulder",
    "answers only to mild prodding or shaking",
    "answers only to the name called loudly or repeatedly",
    "answers slowly to the name in a normal tone",
    "answers readily to the name in a normal tone",
  ]),
  numbered("dissociation", "Dissociation"),
  several(
    "cadss6",
    "CADSS-6",
    [1, 2, 6, 7, 15, 22].map((number) => [`q${number}`, `CADSS question ${number}`, STRENGTH]),
  ),
  single("nausea", "Nausea", ["none", "mild", "moderate: treat", "severe, or vomiting"]),
  numbered("pain", "Pain"),
  several("orientation", "Orientation", [
    ["name", "Own name", ["not known", "known"]],
    ["place", "Place", ["not known", "known"]],
    ["date", "Date", ["not known", "known"]],
    ["reason", "Why here", ["not known", "known"]],
  ]),
  single("gait", "Gait", ["cannot walk", "unsteady, or with help", "steady heel to toe, observed"]),
  several("padss", "PADSS", [
    [
      "vital_signs",
      "Blood pressure and pulse against before",
      ["more than 40 % off", "20 to 40 % off", "within 20 %"],
    ],
    ["ambulation", "Walking", ["cannot walk, or dizzy", "with assistance", "steady, not dizzy"]],
    ["nausea_vomiting", "Nausea and vomiting", ["severe", "moderate", "minimal"]],
    ["pain", "Pain", ["severe", "moderate", "minimal"]],
    ["bleeding", "Bleeding at the site", ["severe", "moderate", "minimal"]],
  ]),
  single("suicide_screen", "Suicide screen", ["not recorded", "recorded"]),
];

/** @param {string} id @param {string} title @param {readonly string[]} words @returns {Scale} */
function single(id, title, words) {
  return { id, title, items: [{ id, text: title, low: 0, high: words.length - 1, words }] };
}

/** @param {string} id @param {string} title @returns {Scale} */
function numbered(id, title) {
  const ends = /** @type {const} */ (["not at all", "as much as can be imagined"]);
  return { id, title, ends, items: [{ id, text: title, low: 0, high: 10, words: [] }] };
}

/** @param {string} id @param {string} title @param {(readonly [string, string, readonly string[]] | (string | readonly string[])[])[]} items @returns {Scale} */
function several(id, title, items) {
  const asked = items.map((item) => {
    const [name, text, words] = /** @type {[string, string, string[]]} */ ([...item]);
    return { id: name, text, low: 0, high: words.length - 1, words };
  });
  return { id, title, items: asked };
}

/** @param {string} id */
export function scaleOf(id) {
  return SCALES.find((scale) => scale.id === id);
}

/** The scores of an item in the order of their rows: sedation from awake down, all others from the least on. @param {ScaleItem} item */
export function scoresOf({ id, low, high }) {
  const scores = Array.from({ length: high - low + 1 }, (_, step) => low + step);
  return id === "moaas" ? scores.reverse() : scores;
}

/** "MOAA/S 4", "Orientation 3 of 4", "MOAA/S could not be assessed" @param {string} id @param {number | null} score */
export function scoreText(id, score) {
  const scale = scaleOf(id);
  const title = scale?.title ?? id;
  if (score === null) return `${title} could not be assessed`;
  const most = (scale?.items ?? []).reduce((sum, { high }) => sum + high, 0);
  return scale && scale.items.length > 1 ? `${title} ${score} of ${most}` : `${title} ${score}`;
}

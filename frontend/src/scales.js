// The scales that can be scored at the chair, and what stands for it in the log. Pure.

/** @typedef {{id: string, text: string, low: number, high: number, words: Readonly<Record<number, string>>}} ScaleItem */
/** @typedef {{id: string, title: string, items: readonly ScaleItem[]}} Scale one item: its score; several: their sum */

/** @param {string} id @param {string} title @param {number} high @param {Record<number, string>} words @returns {Scale} */
function single(id, title, high, words) {
  return { id, title, items: [{ id, text: title, low: 0, high, words }] };
}

/** @type {readonly Scale[]} */
export const SCALES = [
  single("moaas", "MOAA/S", 5, {
    5: "answers readily to the name in a normal tone",
    4: "answers slowly to the name in a normal tone",
    3: "answers only to the name called loudly or repeatedly",
    2: "answers only to mild prodding or shaking",
    1: "answers only to a painful squeeze of the shoulder",
    0: "does not answer to a painful squeeze",
  }),
];

/** The scores of an item, the best state of the patient first where words say so. @param {ScaleItem} item */
export function scoresOf({ low, high, words }) {
  const scores = Array.from({ length: high - low + 1 }, (_, step) => low + step);
  return words[high] && words[high - 1] ? scores.reverse() : scores;
}

/** "MOAA/S 4", "Orientation 4 of 4" @param {string} id @param {number} score */
export function scoreText(id, score) {
  return `${SCALES.find((scale) => scale.id === id)?.title ?? id} ${score}`;
}

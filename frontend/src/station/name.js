// This browser's lasting name as a station: an audio pause is kept for it, through a reload.

import { newKey } from "../api.js";

const KEY = "vigil.station";

/** @returns {string} */
export function stationName() {
  const known = localStorage.getItem(KEY);
  if (known) return known;
  const name = newKey();
  localStorage.setItem(KEY, name);
  return name;
}

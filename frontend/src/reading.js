// A reading by hand: which values it may have, and the doubt that is said while it is typed. The server
// decides; here nothing is refused. Pure.

/** @typedef {"sbp" | "dbp" | "spo2" | "hr" | "rr"} HandVital */
/** @typedef {Partial<Record<HandVital, number>>} HandValues */
/** @typedef {{vital: HandVital, label: string, unit: string, low: number, high: number}} HandField */

/** Bounds as the shipped protocol has them (`[plausibility]`). @type {readonly HandField[]} */
export const HAND_FIELDS = [
  { vital: "sbp", label: "SBP", unit: "mmHg", low: 30, high: 300 },
  { vital: "dbp", label: "DBP", unit: "mmHg", low: 10, high: 250 },
  { vital: "spo2", label: "SpO2", unit: "%", low: 10, high: 100 },
  { vital: "hr", label: "HR", unit: "/min", low: 15, high: 300 },
  { vital: "rr", label: "RR", unit: "/min", low: 0, high: 80 },
];

/** What cannot be, in words; "" if nothing is wrong. @param {HandValues} values */
export function doubt(values) {
  for (const { vital, label, low, high } of HAND_FIELDS) {
    const value = values[vital];
    if (value !== undefined && (value < low || value > high)) {
      return `${label} ${value}? Possible are ${low} to ${high}.`;
    }
  }
  const { sbp, dbp } = values;
  if (sbp !== undefined && dbp !== undefined && dbp >= sbp) {
    return `SBP ${sbp} is not above DBP ${dbp}: are they swapped?`;
  }
  if ((sbp === undefined) !== (dbp === undefined)) return "A cuff reading has both SBP and DBP.";
  return "";
}

/** "Reading by hand 182/104, SpO2 94" @param {HandValues} values */
export function readingText({ sbp, dbp, spo2, hr, rr }) {
  const parts = [
    sbp === undefined ? "" : `${sbp}/${dbp ?? "--"}`,
    spo2 === undefined ? "" : `SpO2 ${spo2}`,
    hr === undefined ? "" : `HR ${hr}`,
    rr === undefined ? "" : `RR ${rr}`,
  ];
  return `Reading by hand ${parts.filter(Boolean).join(", ")}`;
}

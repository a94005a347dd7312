// The limits in force as they stand beside a value and in the list. Pure.

/** @typedef {import("./wire.js").Limit} Limit */

/** @param {Limit[]} limits @param {string} vital @param {"high" | "low"} direction */
function medium(limits, vital, direction) {
  const found = limits.find(
    (limit) =>
      limit.vital === vital && limit.direction === direction && limit.priority === "medium",
  );
  return found?.value ?? null;
}

/** "90–", "50–120", "< 160/100": what is still inside. @param {Limit[]} limits @param {"spo2" | "hr" | "bp"} shown */
export function limitText(limits, shown) {
  if (shown === "bp") {
    const upper = [medium(limits, "sbp", "high"), medium(limits, "dbp", "high")];
    return upper[0] === null || upper[1] === null ? "" : `< ${upper[0]}/${upper[1]}`;
  }
  const low = medium(limits, shown, "low");
  const high = medium(limits, shown, "high");
  return low === null && high === null ? "" : `${low ?? ""}–${high ?? ""}`;
}

/**
 * One row a vital and direction: medium, then high.
 * @param {Limit[]} limits
 * @returns {{vital: string, direction: "high" | "low", medium: Limit | null, high: Limit | null}[]}
 */
export function limitRows(limits) {
  /** @type {Map<string, {vital: string, direction: "high" | "low", medium: Limit | null, high: Limit | null}>} */
  const rows = new Map();
  for (const limit of limits) {
    const { vital, direction, priority } = limit;
    const key = `${vital} ${direction}`;
    const row = rows.get(key) ?? { vital, direction, medium: null, high: null };
    if (priority !== "low") row[priority] = limit;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** "≥ 160", "< 90, 15 s". @param {Limit | null} limit */
export function boundText(limit) {
  if (!limit) return "–";
  const seconds = Math.round(limit.delay_ms / 1000);
  const delay =
    seconds === 0 ? "" : seconds < 120 ? `, ${seconds} s` : `, ${Math.round(seconds / 60)} min`;
  return `${limit.direction === "high" ? "≥" : "<"} ${limit.value}${delay}`;
}

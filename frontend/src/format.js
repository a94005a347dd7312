// Numbers, ages and clocks as they are read. Durations are ms; instants ms since the Unix epoch.

export const NO_VALUE = "--";
export const IMPLAUSIBLE = "--?";

/** @param {number | null | undefined} value */
export function number(value) {
  return value === null || value === undefined ? NO_VALUE : String(Math.round(value));
}

/** @param {number} value with its sign; a true minus, so that columns of digits line up */
export function signed(value) {
  const rounded = Math.round(value);
  if (rounded === 0) return "±0";
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** m:ss, hours as h:mm:ss from one hour on. @param {number} ms */
export function minutes(ms) {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  if (total < 3600) return `${Math.floor(total / 60)}:${seconds}`;
  const rest = String(Math.floor(total / 60) % 60).padStart(2, "0");
  return `${Math.floor(total / 3600)}:${rest}:${seconds}`;
}

/** m:ss without the hour, as infusions are counted: 25:10 of 40:00, 75:00. @param {number} ms */
export function infusionMinutes(ms) {
  const total = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
}

/** The age of a value: "6 s" below a minute, "1:12" above. @param {number} ms */
export function age(ms) {
  const total = Math.max(0, Math.floor(ms / 1000));
  return total < 60 ? `${total} s` : minutes(ms);
}

/** The age of a cuff reading: "0:40 ago", from ten minutes on "12 min ago". @param {number} ms */
export function ago(ms) {
  return ms < 600_000 ? `${minutes(ms)} ago` : `${Math.floor(ms / 60_000)} min ago`;
}

/** Clinic time, 10:42. @param {number} at */
export function timeOfDay(at) {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Clinic time with seconds, 10:42:07. @param {number} at */
export function timeWithSeconds(at) {
  return `${timeOfDay(at)}:${two(new Date(at).getSeconds())}`;
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}

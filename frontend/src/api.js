// The HTTP side. Every answer is either the value or a `Problem` that can be shown as it is.

/** @typedef {import("./wire.js").Session} Session */
/** @typedef {Pick<import("./wire.js").Criterion, "id" | "value" | "age" | "result"> & Partial<import("./wire.js").Criterion>} Criterion */
/**
 * @typedef {object} Me
 * @property {string} name
 * @property {import("./wire.js").Role} role
 * @property {string} via
 * @property {string[]} actions
 * @property {boolean} simulation
 * @property {string} version
 */

/** How long a record may stay unanswered before it reads "not saved yet", ms. */
export const ANSWER_TIMEOUT_MS = 8000;

/** The server refused (`code`, `detail`) or could not be reached (`code` is "no_answer"). */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {string} detail
   * @param {Criterion[]} [criteria]
   */
  constructor(code, detail, criteria = []) {
    super(detail);
    this.code = code;
    this.criteria = criteria;
  }

  /** Nobody is signed in here (any longer). */
  get signedOut() {
    return this.code === "sign_in_required";
  }

  /** Whether the record may have been made all the same. */
  get unanswered() {
    return this.code === "no_answer" || this.code === "not_recorded_yet";
  }
}

/** A key that makes a retry harmless. `randomUUID` exists only on secure origins. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @template T @param {string} path @returns {Promise<T>} */
export function get(path) {
  return request(path, { method: "GET" });
}

/**
 * @template T
 * @param {string} path
 * @param {object} [body]
 * @param {string} [key] of a record, so that sending it twice records it once
 * @returns {Promise<T>}
 */
export function post(path, body = {}, key) {
  return request(path, written("POST", body, key ? { "Idempotency-Key": key } : {}));
}

/** @template T @param {string} path @param {object} body @returns {Promise<T>} */
export function put(path, body) {
  return request(path, written("PUT", body));
}

/** @param {string} method @param {object} body @param {Record<string, string>} [more] @returns {RequestInit} */
function written(method, body, more = {}) {
  const headers = { "Content-Type": "application/json", "X-Requested-By": "vigil", ...more };
  return { method, headers, body: JSON.stringify(body) };
}

/** @param {string} path @param {RequestInit} init */
async function request(path, init) {
  let response;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch {
    throw new Problem("no_answer", "The server did not answer.");
  }
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  throw new Problem(
    body?.code ?? `http_${response.status}`,
    body?.detail ?? `The server refused (${response.status}).`,
    body?.criteria ?? [],
  );
}

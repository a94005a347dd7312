// Addresses and the page each one shows. Unknown addresses show the wall: a screen in a clinic
// must never end on an error page.

/**
 * @typedef {{page: "sign-in"} | {page: "wall", beds: string[]} | {page: "overview"} | {page: "duty"}
 *   | {page: "bed", bed: string}} Route
 */

/** @param {string} path @param {string} [search] @returns {Route} */
export function route(path, search = "") {
  const [first = "", second = ""] = path.split("/").filter(Boolean);
  if (first === "sign-in") return { page: "sign-in" };
  if (first === "overview") return { page: "overview" };
  if (first === "duty") return { page: "duty" };
  if (first === "beds" && second) return { page: "bed", bed: decodeSafely(second) };
  return { page: "wall", beds: listOfBeds(search) };
}

/** @param {string} bed */
export function bedPath(bed) {
  return `/beds/${encodeURIComponent(bed)}`;
}

/** Where to go after signing in: only a path of this site. @param {string} search */
export function nextPath(search) {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/";
}

/** @param {string} search */
function listOfBeds(search) {
  const beds = new URLSearchParams(search).get("beds") ?? "";
  return beds.split(",").filter(Boolean);
}

/** @param {string} part */
function decodeSafely(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

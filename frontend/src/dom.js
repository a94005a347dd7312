// Building and updating elements. Nothing here writes a style attribute: the content security
// policy refuses those; sizes that are computed go through CSSOM (`element.style`).

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes, listeners (`onclick`) and children.
 * A value of true sets an empty attribute; false, null and undefined set none.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      setAttribute(element, name, value);
    }
  }
  element.append(...present(children));
  return element;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function present(children) {
  /** @type {(Node | string)[]} */
  const kept = [];
  for (const child of children) if (child) kept.push(child);
  return kept;
}

/**
 * Writes only what differs: an unchanged attribute costs no style work.
 * @param {Element} element @param {string} name @param {unknown} value
 */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** @param {Node} node @param {string} text */
export function setText(node, text) {
  const only = node.firstChild;
  if (only instanceof Text && only === node.lastChild) {
    if (only.data !== text) only.data = text;
  } else if (only || text) {
    node.textContent = text;
  }
}

/** @param {Element} parent @param {...Child} children */
export function replaceChildren(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/**
 * Keeps one child per item, in order; elements of items that stay are kept, with their focus.
 * @template T
 * @template {Element} E
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => E} create
 * @param {(element: E, item: T) => void} update
 */
export function keepChildren(parent, items, key, create, update) {
  /** @type {Map<string, E>} */
  const existing = new Map();
  for (const child of parent.children) {
    existing.set(child.getAttribute("data-key") ?? "", /** @type {E} */ (child));
  }
  items.forEach((item, place) => {
    const name = key(item);
    let element = existing.get(name);
    if (element) existing.delete(name);
    else {
      element = create(item);
      element.setAttribute("data-key", name);
    }
    if (parent.children[place] !== element) {
      parent.insertBefore(element, parent.children[place] ?? null);
    }
    update(element, item);
  });
  for (const gone of existing.values()) gone.remove();
}

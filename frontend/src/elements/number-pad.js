// A pad of digits for gloves: it types into the field that was touched last, as a keyboard would.

import { h } from "../dom.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "next"];

/** @param {HTMLInputElement[]} fields in their order */
export function numberPad(fields) {
  let current = fields[0];
  for (const field of fields) field.addEventListener("focus", () => (current = field));
  const press = (/** @type {string} */ key) => {
    if (!current) return;
    if (key === "next") current = fields[(fields.indexOf(current) + 1) % fields.length] ?? current;
    else current.value = key === "⌫" ? current.value.slice(0, -1) : append(current, key);
    current.focus();
    current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const keys = KEYS.map((key) => {
    const label = key === "⌫" ? "delete digit" : key === "next" ? "next value" : null;
    const options = { type: "button", tabindex: "-1", "aria-label": label };
    const button = h("button", options, key);
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    button.addEventListener("click", () => press(key));
    return button;
  });
  return h("div", { class: "number-pad", role: "group", "aria-label": "Digits" }, ...keys);
}

/** @param {HTMLInputElement} field @param {string} digit */
function append({ value, maxLength }, digit) {
  return value.length < maxLength ? value + digit : value;
}

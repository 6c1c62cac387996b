// The field that adds a theme or tag: what is known is offered while it is typed, Enter or a comma takes what was typed,
// the arrows choose among the offers. It is no field of the form: what it holds becomes a chip, or nothing.

import { openListbox } from "../listbox.js";
import { isOfComposition } from "../writing/edit.js";
import { fold, split } from "./tags.js";

const MOST_OFFERED = 8;

/** @typedef {import("./chips.js").Heading} Heading */

/**
 * @param {HTMLElement} box
 * @param {{known: () => Heading[], put: (name: string) => void}} source
 */
export function startCombobox(box, { known, put }) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("[role=combobox]"));
  const list = /** @type {HTMLElement} */ (box.querySelector("[role=listbox]"));
  /** @type {string[]} */
  let offers = [];
  const listbox = openListbox(input, list, (at) => take([offers[at]]));

  const offer = () => {
    const found = matching(known(), input.value);
    const [typed] = split(input.value);
    const isNew = typed && !found.some(({ name }) => fold(name) === fold(typed));
    offers = [...found.map(({ name }) => name), ...(isNew ? [typed] : [])];
    listbox.show([
      ...found.map(({ name, tick, count, lang }) => ({ words: name, lang, beside: tick ? "theme" : String(count) })),
      ...(isNew ? [{ words: `Make a new tag: ${typed}` }] : []),
    ]);
  };

  /** @param {readonly string[]} names */
  const take = (names) => {
    input.value = "";
    listbox.close();
    names.forEach(put);
  };

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    if (event instanceof InputEvent && event.isComposing) return;
    if (isComplete(input.value)) take(split(input.value));
    else if (input.value.trim()) offer();
    else listbox.close();
  });
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  input.addEventListener("keydown", (event) => {
    if (isOfComposition(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer();
      listbox.move(event.key === "ArrowDown" ? 1 : -1);
    }
    // Without a name in it, Enter still does not press a button of the form.
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) take(listbox.active < 0 ? split(input.value) : [offers[listbox.active]]);
    else if (event.key === "Escape" && !list.hidden) listbox.close();
    else return;
    event.preventDefault();
  });
  // Whoever goes on elsewhere meant what is in the field.
  input.addEventListener("blur", () => take(split(input.value)));
  return {
    input,
    /** More is known than when the list was opened. */
    offerAnew() {
      if (!list.hidden) offer();
    },
  };
}

/**
 * Those that begin with what was typed, then those that have it inside.
 *
 * @param {readonly Heading[]} headings
 * @param {string} typed
 */
function matching(headings, typed) {
  const wanted = fold(typed.replaceAll('"', ""));
  const inside = headings.filter(({ name }) => fold(name).includes(wanted));
  /** @param {Heading} heading */
  const isAfter = ({ name }) => Number(!fold(name).startsWith(wanted));
  return inside.sort((one, other) => isAfter(one) - isAfter(other)).slice(0, MOST_OFFERED);
}

/** @param {string} text whether a comma says that a name is complete, and not one inside quotes */
function isComplete(text) {
  return /[,，、]/.test(text.trimStart().startsWith('"') ? text.replace(/"[^"]*("|$)/, "") : text);
}

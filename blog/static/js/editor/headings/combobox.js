// The field that adds a theme or tag: what is known is offered while it is typed, Enter or a comma takes what was typed,
// the arrows choose among the offers. It is no field of the form: what it holds becomes a chip, or nothing.

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
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const offer = () => {
    const found = matching(known(), input.value);
    const [typed] = split(input.value);
    const isNew = typed && !found.some(({ name }) => fold(name) === fold(typed));
    offers = [...found.map(({ name }) => name), ...(isNew ? [typed] : [])];
    const items = found.map((heading) => item(heading.name, heading.tick ? "theme" : String(heading.count), heading.lang));
    if (isNew) items.push(item(`Make a new tag: ${typed}`));
    items.forEach((each, at) => { each.id = `add-option-${at}`; });
    list.replaceChildren(...items);
    close();
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  /** @param {number} step */
  const move = (step) => {
    if (list.hidden) offer();
    if (!offers.length) return;
    // One place more than there are offers: what was typed, without any of them.
    const places = offers.length + 1;
    active = ((active + 1 + step + places) % places) - 1;
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === active)));
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `add-option-${active}`);
  };

  /** @param {readonly string[]} names */
  const take = (names) => {
    input.value = "";
    close();
    names.forEach(put);
  };

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    if (event instanceof InputEvent && event.isComposing) return;
    if (isComplete(input.value)) take(split(input.value));
    else if (input.value.trim()) offer();
    else close();
  });
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  input.addEventListener("keydown", (event) => {
    if (isOfComposition(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    // Without a name in it, Enter still does not press a button of the form.
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) take(active < 0 ? split(input.value) : [offers[active]]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  // Whoever goes on elsewhere meant what is in the field.
  input.addEventListener("blur", () => take(split(input.value)));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].findIndex((each) => each.contains(/** @type {Node} */ (event.target)));
    if (at >= 0) take([offers[at]]);
  });
  return { input };
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

/**
 * @param {string} words
 * @param {string} [beside]
 * @param {string} [lang]
 */
function item(words, beside = "", lang = "") {
  const option = document.createElement("li");
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const name = document.createElement("span");
  name.textContent = words;
  if (lang) name.lang = lang;
  option.append(name);
  if (beside) {
    const hint = document.createElement("i");
    hint.textContent = beside;
    option.append(" ", hint);
  }
  return option;
}

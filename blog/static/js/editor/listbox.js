// What a field offers below itself: shown, gone through with the arrows, taken with a click. The focus stays in the field
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

/**
 * @typedef {object} Item
 * @property {string} words
 * @property {string} [lang]
 * @property {string} [beside]
 * @property {string} [besideLang]
 */

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {(place: number) => void} take Told of the offer that was clicked.
 */
export function openListbox(input, list, take) {
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].findIndex((each) => each.contains(/** @type {Node} */ (event.target)));
    if (at >= 0) take(at);
  });

  return {
    get active() { return active; },
    close,

    /** @param {readonly Item[]} items */
    show(items) {
      list.replaceChildren(...items.map((item, at) => option(item, `${list.id}-${at}`)));
      close();
      list.hidden = !items.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    },

    /** @param {number} step */
    move(step) {
      if (list.hidden) return;
      // One place more than there are offers: what was typed, without any of them.
      const places = list.children.length + 1;
      active = ((active + 1 + step + places) % places) - 1;
      [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === active)));
      list.children[active]?.scrollIntoView({ block: "nearest" });
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[active].id);
    },
  };
}

/**
 * @param {Item} item
 * @param {string} id
 */
function option({ words, lang = "", beside = "", besideLang = "" }, id) {
  const element = document.createElement("li");
  element.id = id;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.append(inLanguage("span", words, lang));
  if (beside) element.append(" ", inLanguage("i", beside, besideLang));
  return element;
}

/**
 * @param {string} tag
 * @param {string} words
 * @param {string} lang
 */
function inLanguage(tag, words, lang) {
  const element = document.createElement(tag);
  element.textContent = words;
  if (lang) element.lang = lang;
  return element;
}

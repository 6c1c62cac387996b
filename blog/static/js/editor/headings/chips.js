// What a piece is kept under, as chips. The ticks and the field with commas stay the truth: a chip only shows them, and
// whatever changes them shows here.

import { startCombobox } from "./combobox.js";
import { fold, join, split } from "./tags.js";

/** @typedef {{name: string, lang?: string, count?: number, tick?: HTMLInputElement}} Heading a theme has a tick, a tag none. */

/** @param {HTMLFormElement} form */
export function startChips(form) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("#tags"));
  const box = /** @type {HTMLElement} */ (form.querySelector("#chips"));
  const list = /** @type {HTMLElement} */ (box.querySelector(".chosen"));
  const blank = /** @type {HTMLTemplateElement} */ (box.querySelector("template"));
  const said = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  const ticks = [...form.querySelectorAll("input")].filter((input) => input.name === "themes");
  const themes = ticks.map((tick) => ({ name: tick.labels?.[0].textContent?.trim() ?? "", tick }));
  /** @type {Heading[]} */
  let tags = [];

  /** @returns {Heading[]} */
  const chosen = () => [
    ...themes.filter(({ tick }) => tick.checked),
    ...split(field.value).map((name) => tags.find((tag) => fold(tag.name) === fold(name)) ?? { name }),
  ];

  const show = () => list.replaceChildren(...chosen().map((heading) => chip(heading)));

  /** @param {Heading} heading */
  const chip = (heading) => {
    const item = /** @type {HTMLElement} */ (/** @type {Element} */ (blank.content.firstElementChild).cloneNode(true));
    const [name, button] = /** @type {HTMLElement[]} */ ([...item.children]);
    name.textContent = heading.name;
    if (heading.lang) name.lang = heading.lang;
    if (heading.tick) {
      item.classList.add("theme");
      item.dataset.cloth = heading.tick.closest("label")?.dataset.cloth;
    }
    const words = /** @type {HTMLElement} */ (button.querySelector(".vh"));
    words.textContent = `Remove ${heading.tick ? "theme" : "tag"} ${heading.name}`;
    button.addEventListener("click", () => {
      const at = [...list.children].indexOf(item);
      remove(heading);
      said.textContent = `Removed ${heading.name}`;
      const next = list.children[Math.min(at, list.children.length - 1)];
      (next?.querySelector("button") ?? add.input).focus();
    });
    return item;
  };

  /** @param {Heading} heading */
  const remove = (heading) => {
    if (heading.tick) set(heading.tick, false);
    else write(split(field.value).filter((name) => fold(name) !== fold(heading.name)));
  };

  /** @param {Heading} heading */
  const put = (heading) => {
    if (heading.tick) set(heading.tick, true);
    else write([...split(field.value), heading.name]);
    said.textContent = `Added ${heading.name}`;
  };

  /** @param {readonly string[]} names */
  const write = (names) => {
    field.value = join(names);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  /** @param {HTMLInputElement} tick @param {boolean} isOn */
  const set = (tick, isOn) => {
    tick.checked = isOn;
    tick.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  const add = startCombobox(box, {
    known: () => {
      const taken = new Set(chosen().map(({ name }) => fold(name)));
      return [...themes, ...tags].filter(({ name }) => !taken.has(fold(name)));
    },
    put: (name) => {
      const key = fold(name);
      if (chosen().some((heading) => fold(heading.name) === key)) return;
      put([...themes, ...tags].find((heading) => fold(heading.name) === key) ?? { name });
    },
  });

  form.addEventListener("input", (event) => {
    if (event.target === field || ticks.some((tick) => tick === event.target)) show();
  });
  show();
  void fetch(String(box.dataset.known), { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : []), () => [])
    .then((known) => { tags = known; show(); add.offerAnew(); });
}

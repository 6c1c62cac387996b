// The reviews of a piece: one more, one less, and what was taken away put back.

import { addGroup, groups } from "./groups.js";
import { startTitle } from "./titles.js";

/** @param {HTMLFormElement} form */
export function startReviews(form) {
  const box = /** @type {HTMLDetailsElement | null} */ (form.querySelector("#reviews"));
  if (!box) return;
  const taken = /** @type {HTMLElement} */ (box.querySelector(".taken"));
  /** @type {{group: HTMLElement, next: Element | null, instead: HTMLElement | null} | null} */
  let last = null;

  /** Also groups that a text brought along, which was put back or merged. */
  const start = () => {
    for (const group of groups(form)) {
      if (group.dataset.started) continue;
      group.dataset.started = "yes";
      startTitle(group, String(box.dataset.known));
    }
  };

  const changed = () => form.dispatchEvent(new InputEvent("input", { bubbles: true }));

  const add = () => {
    const group = addGroup(form);
    group.querySelector("input")?.focus();
  };

  /** @param {HTMLElement} group */
  const remove = (group) => {
    const work = group.querySelector("input")?.value.trim();
    const next = group.nextElementSibling;
    group.remove();
    last = { group, next, instead: groups(form).length ? null : addGroup(form) };
    taken.hidden = false;
    const words = /** @type {HTMLElement} */ (taken.querySelector("[role=status]"));
    words.textContent = work ? `The review of ${work} is taken away.` : "The review is taken away.";
    taken.querySelector("button")?.focus();
    changed();
  };

  const putBack = () => {
    if (!last) return;
    const { group, next, instead } = last;
    if (instead && isEmpty(instead)) instead.remove();
    const place = /** @type {Element} */ (box.querySelector(".groups"));
    place.insertBefore(group, next?.parentElement === place ? next : null);
    taken.hidden = true;
    group.querySelector("input")?.focus();
    changed();
  };

  box.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const group = button?.closest("fieldset");
    if (button?.dataset.do === "add") add();
    else if (button?.dataset.do === "remove" && group) remove(group);
    else if (button?.dataset.do === "back") putBack();
  });
  box.addEventListener("focusin", start);

  // Without a script the page offers an empty group; with it one stands there only while there is no other.
  const all = groups(form);
  if (all.length > 1) all.at(-1)?.remove();
}

/** @param {HTMLElement} group */
function isEmpty(group) {
  return [...group.querySelectorAll("textarea, input:not([type=checkbox])")].every((each) =>
    !(/** @type {HTMLInputElement | HTMLTextAreaElement} */ (each).value.trim()));
}

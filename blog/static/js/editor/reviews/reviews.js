// The reviews of a piece: one more, one less, in another order, and what was taken away put back. Without this script the
// same buttons ask the server.

import { addGroup, groups } from "./groups.js";
import { button, move, settle } from "./order.js";
import { startStars } from "./stars.js";
import { startTitle } from "./titles.js";

/** @param {HTMLFormElement} form */
export function startReviews(form) {
  const box = /** @type {HTMLDetailsElement | null} */ (form.querySelector("#reviews"));
  if (!box) return;
  const taken = /** @type {HTMLElement} */ (box.querySelector(".taken"));
  const moved = /** @type {HTMLElement} */ (box.querySelector("[data-moved]"));
  /** @type {{group: HTMLElement, next: Element | null, instead: HTMLElement | null} | null} */
  let last = null;

  /** Also groups that a text brought along, which was put back or merged. */
  const start = () => {
    const fresh = groups(form).filter((group) => !group.dataset.started);
    for (const group of fresh) {
      group.dataset.started = "yes";
      startTitle(group, String(box.dataset.known));
      startStars(group);
    }
    if (fresh.length) settle(form);
  };

  const changed = () => form.dispatchEvent(new InputEvent("input", { bubbles: true }));

  const add = () => {
    const group = addGroup(form);
    group.querySelector("input")?.focus();
  };

  /** @param {HTMLElement} group */
  const remove = (group) => {
    const next = group.nextElementSibling;
    group.remove();
    last = { group, next, instead: groups(form).length ? null : addGroup(form) };
    settle(form);
    taken.hidden = false;
    const words = /** @type {HTMLElement} */ (taken.querySelector("[role=status]"));
    words.textContent = `The review${of(group)} is taken away.`;
    taken.querySelector("button")?.focus();
    changed();
  };

  const putBack = () => {
    if (!last) return;
    const { group, next, instead } = last;
    if (instead && isEmpty(instead)) instead.remove();
    const place = /** @type {Element} */ (box.querySelector(".groups"));
    place.insertBefore(group, next?.parentElement === place ? next : null);
    settle(form);
    taken.hidden = true;
    group.querySelector("input")?.focus();
    changed();
  };

  /**
   * @param {HTMLElement} group
   * @param {"up" | "down"} way
   */
  const step = (group, way) => {
    move(form, group, way);
    // The button stays under the hand; at an end of the list the other one.
    const under = button(group, way);
    (under.disabled ? button(group, way === "up" ? "down" : "up") : under).focus();
    const all = groups(form);
    moved.textContent = `The review${of(group)} is number ${all.indexOf(group) + 1} of ${all.length} now.`;
    changed();
  };

  box.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    const group = pressed?.closest("fieldset");
    if (!pressed) return;
    event.preventDefault();
    const [way] = pressed.value.split(":");
    if (way === "add") add();
    else if (pressed.dataset.do === "back") putBack();
    else if (way === "out" && group) remove(group);
    else if ((way === "up" || way === "down") && group) step(group, way);
  });
  box.addEventListener("toggle", () => {
    const hint = /** @type {HTMLElement} */ (box.querySelector("summary .hint"));
    hint.textContent = groups(form).map(inShort).filter(Boolean).join("; ") || String(hint.dataset.none);
  });
  box.addEventListener("focusin", start);
  box.addEventListener("input", start);

  // Without a script the page offers an empty group; with it one stands there only while there is no other.
  const all = groups(form);
  if (all.length > 1) all.at(-1)?.remove();
  start();
}

/** " of Slow Train" where it says of what. @param {HTMLElement} group */
function of(group) {
  const work = group.querySelector("input")?.value.trim();
  return work ? ` of ${work}` : "";
}

/** "Slow Train (2024), 4½ out of 5", as the server says it in the closed box. @param {HTMLElement} group */
function inShort(group) {
  const work = group.querySelector("input")?.value.trim();
  const rating = /** @type {HTMLSelectElement | null} */ (group.querySelector(".rated select"));
  return work && rating?.value ? `${work}, ${rating.selectedOptions[0].text} out of 5` : work;
}

/** @param {HTMLElement} group */
function isEmpty(group) {
  return [...group.querySelectorAll("textarea, input:not([type=checkbox])")].every((each) =>
    !(/** @type {HTMLInputElement | HTMLTextAreaElement} */ (each).value.trim()));
}

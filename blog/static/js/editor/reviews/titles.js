// The field of a review that names its work: the line below it says which one is meant or what will be made.

import { offerWorks } from "./offers.js";

/**
 * @param {HTMLElement} group
 * @param {string} address Of what is known.
 */
export function startTitle(group, address) {
  const input = /** @type {HTMLInputElement} */ (group.querySelector(".named input"));
  const list = /** @type {HTMLElement} */ (group.querySelector(".listbox"));
  const meant = /** @type {HTMLElement} */ (group.querySelector(".meant"));
  const kind = /** @type {HTMLSelectElement} */ (group.querySelector(".sort select"));

  const { askAgain } = offerWorks(input, list, {
    address,
    more: () => ({ kind: kind.value }),
    heard: (answer) => {
      meant.innerHTML = answer.said;
      group.toggleAttribute("data-new", input.value.trim() !== "" && !answer.kind);
      if (answer.kind && kind.value !== answer.kind) choose(answer.kind);
    },
  });

  /** @param {string} value */
  const choose = (value) => {
    kind.value = value;
    kind.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  kind.addEventListener("change", askAgain);
  // A work that was new is known once the piece has been saved.
  input.form?.addEventListener("draft:saved", (event) => {
    const { isExplicit } = /** @type {CustomEvent} */ (event).detail;
    if (isExplicit && group.isConnected && group.hasAttribute("data-new")) askAgain();
  });
}

// The order of the reviews. The server reads it from the numbers in their names, so a group that stands elsewhere gets
// another number.

import { groups, numberOf, renumber } from "./groups.js";

/**
 * Move a group by one step.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} group
 * @param {string} way "up" or "down".
 */
export function move(form, group, way) {
  const all = groups(form);
  const at = all.indexOf(group);
  if (way === "up") all[at - 1]?.before(group);
  else all[at + 1]?.after(group);
  settle(form);
}

/**
 * Number the groups as they stand, and offer only the steps there are.
 *
 * @param {HTMLFormElement} form
 */
export function settle(form) {
  const all = groups(form);
  const numbers = all.map(numberOf).sort((one, other) => one - other);
  all.forEach((group, at) => {
    renumber(group, numbers[at]);
    /** @type {HTMLElement} */ (group.querySelector("legend")).textContent = `Review ${at + 1}`;
    button(group, "up").disabled = at === 0;
    button(group, "down").disabled = at === all.length - 1;
  });
}

/**
 * The button for a step, or the one that takes the review "out".
 *
 * @param {HTMLElement} group
 * @param {string} step
 */
export function button(group, step) {
  return /** @type {HTMLButtonElement} */ (group.querySelector(`[name=move][value^="${step}:"]`));
}

// The groups of controls that reviews are typed in, `reviews-0-work` and so on: what is in them, and as many of them as
// a text needs. Their numbers say no more than their order; an empty group is no review.

/** @typedef {import("../saving/fields.js").Fields} Fields */

/** Sent alone it says that there are no reviews; a text without it and without any group says nothing of them. */
const ALL = "reviews";
const NAME = /^reviews-(\d+)-(\w+)$/;

let highest = -1;

/** @param {string} name */
export function isOfReviews(name) {
  return name === ALL || NAME.test(name);
}

/** @param {Fields} fields */
export function tellsOfReviews(fields) {
  return Object.keys(fields).some(isOfReviews);
}

/**
 * The reviews of a text, in their order, as what would be stored of them.
 *
 * @param {Fields} fields
 * @returns {string[]}
 */
export function reviewsIn(fields) {
  return numbersIn(fields).map((number) => contents(fields, number)).filter((text) => text !== "");
}

/**
 * The names of all controls of reviews in the form.
 *
 * @param {HTMLFormElement} form
 */
export function reviewNames(form) {
  return [...form.elements].map((each) => each.getAttribute("name") ?? "").filter((name) => NAME.test(name));
}

/**
 * Have exactly the groups that a text speaks of; a new one where it has no review.
 *
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
export function arrange(form, fields) {
  if (!tellsOfReviews(fields) || !place(form)) return;
  const numbers = numbersIn(fields);
  for (const group of groups(form)) if (!numbers.includes(numberOf(group))) group.remove();
  const there = new Map(groups(form).map((group) => [numberOf(group), group]));
  for (const number of numbers) place(form)?.append(there.get(number) ?? blank(number));
  if (!numbers.length) addGroup(form);
  if (reviewsIn(fields).length) form.querySelector("#reviews")?.setAttribute("open", "");
}

/**
 * A new group behind the others.
 *
 * @param {HTMLFormElement} form
 */
export function addGroup(form) {
  // One that was taken away keeps its number, since it may be put back.
  highest = Math.max(highest, ...groups(form).map(numberOf)) + 1;
  const group = blank(highest);
  place(form)?.append(group);
  return group;
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLElement[]}
 */
export function groups(form) {
  return [...form.querySelectorAll("fieldset")].filter((each) => each.dataset.review !== undefined);
}

/**
 * The server counts the reviews that it found, and speaks of them by that.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function nameInForm(form, name) {
  const [, place, part] = name.match(NAME) ?? [];
  if (!part) return name;
  const sent = new FormData(form);
  const fields = Object.fromEntries(reviewNames(form).map((each) => [each, sent.getAll(each).map(String)]));
  const filled = numbersIn(fields).filter((each) => contents(fields, each));
  return `reviews-${filled[Number(place)] ?? place}-${part}`;
}

/**
 * Give a group another number, in its names and in all that names them.
 *
 * @param {HTMLElement} group
 * @param {number} number
 */
export function renumber(group, number) {
  group.dataset.review = String(number);
  for (const element of group.querySelectorAll("*")) {
    if (element instanceof HTMLButtonElement) element.value = element.value.replace(/\d+$/, String(number));
    for (const { name, value } of [...element.attributes]) {
      if (name !== "value") element.setAttribute(name, value.replace(/\breviews-\d+-/g, `reviews-${number}-`));
    }
  }
}

/** @param {HTMLElement} group */
export function numberOf(group) {
  return Number(group.dataset.review);
}

/** @param {Fields} fields */
function numbersIn(fields) {
  const found = Object.keys(fields).flatMap((name) => name.match(NAME)?.[1] ?? []);
  return [...new Set(found.map(Number))].sort((one, other) => one - other);
}

/**
 * What stands in one group; "" where that is nothing: a kind is always chosen, and a tick alone says nothing.
 *
 * @param {Fields} fields
 * @param {number} number
 */
function contents(fields, number) {
  /** @param {string} part */
  const text = (part) => (fields[`reviews-${number}-${part}`]?.[0] ?? "").trim();
  const said = ["work", "rating", "verdict", "seen_on", "seen_where"].map(text);
  return said.join("") && JSON.stringify([...said, text("kind"), text("is_again")]);
}

/** @param {HTMLFormElement} form */
function place(form) {
  return form.querySelector("#reviews .groups");
}

/**
 * The page's own empty group once more, under another number.
 *
 * @param {number} number
 */
function blank(number) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("review"));
  const group = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  renumber(group, number);
  return group;
}

// What is typed in the form, as a value: read, compared, and put back into the form as if it had been typed.

import { arrange, isOfReviews, reviewNames, reviewsIn, tellsOfReviews } from "../reviews/groups.js";
import { difference, replaceRange } from "../writing/edit.js";

/** @typedef {Record<string, string[]>} Fields For each name what the form sends under it. */

/** What the form carries beside the text: choices of this page, and an announcement, which belongs to one save. */
const NOT_TYPED = new Set(
  ["csrf_token", "version", "key", "kind", "editor", "turn", "view", "action", "announce", "note", "tell", "when", "term"],
);

/** What holds words of the writer, and is blank in a new piece. */
const WORDS = ["title", "source", "summary", "tags", "spoiler_notice", "cover_alt", "cover_caption"];

/**
 * The names of all that can be typed here. They are read once: what scripts add to the form later, such as the
 * choices of a merge, is not part of the piece. Only reviews come and go, and are looked for each time.
 *
 * @param {HTMLFormElement} form
 */
export function namesIn(form) {
  return [...new Set(controls(form).map(({ name }) => name))]
    .filter((name) => name && !NOT_TYPED.has(name) && !isOfReviews(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} names
 * @returns {Fields}
 */
export function read(form, names) {
  const sent = new FormData(form);
  return Object.fromEntries([...names, ...reviewNames(form)].map((name) => [name, sent.getAll(name).map(String)]));
}

/**
 * The same as the page brought it.
 *
 * @param {HTMLFormElement} form
 * @param {string[]} names
 * @returns {Fields}
 */
export function readAsLoaded(form, names) {
  const brought = controls(form).map((control) => [control.name, ...loaded(control)]);
  return Object.fromEntries([...names, ...reviewNames(form)].map((name) =>
    [name, brought.flatMap(([of, ...values]) => (of === name ? values : []))]));
}

/**
 * Whether two texts would be stored alike. An address that was left empty is made by the server.
 *
 * @param {Fields} one
 * @param {Fields} other
 */
export function areEqual(one, other) {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !isOfReviews(name));
  return haveEqualReviews(one, other) && names.every((name) => {
    const [here, there] = [stored(name, one), stored(name, other)];
    return here === there || (name === "slug" && (!here || !there));
  });
}

/** Whether there is not a word in them. @param {Fields} fields */
export function areBlank(fields) {
  return WORDS.every((name) => !(fields[name]?.[0] ?? "").trim()) && !reviewsIn(fields).length;
}

/**
 * Put a text into the form as if it had been typed: Ctrl+Z takes title and text back.
 *
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
export function write(form, fields) {
  arrange(form, fields);
  for (const control of controls(form)) {
    const values = fields[control.name];
    if (values === undefined || NOT_TYPED.has(control.name)) continue;
    if (control instanceof HTMLTextAreaElement) retype(control, values[0] ?? "");
    else if (control instanceof HTMLInputElement && isTick(control)) tick(control, values.includes(control.value));
    else if (control.value !== (values[0] ?? "")) {
      control.value = values[0] ?? "";
      // A field for dates takes no other text, and would throw away "2026-11".
      if (control instanceof HTMLInputElement && control.value !== values[0]) [control.type, control.value] = ["text", values[0] ?? ""];
      announce(control);
    }
  }
}

/**
 * The same form with another text in it.
 *
 * @param {FormData} body
 * @param {Fields} fields
 */
export function withFields(body, fields) {
  if (tellsOfReviews(fields)) for (const name of [...body.keys()]) if (isOfReviews(name)) body.delete(name);
  for (const [name, values] of Object.entries(fields)) {
    body.delete(name);
    for (const value of values) body.append(name, value);
  }
  return body;
}

/**
 * A text from before there were reviews says nothing of them.
 *
 * @param {Fields} one
 * @param {Fields} other
 */
function haveEqualReviews(one, other) {
  if (!tellsOfReviews(one) || !tellsOfReviews(other)) return true;
  return reviewsIn(one).join() === reviewsIn(other).join();
}

/**
 * Only what differs is replaced, so that the place of the writing and the scroll stay.
 *
 * @param {HTMLTextAreaElement} textarea
 * @param {string} text
 */
function retype(textarea, text) {
  const was = textarea.value;
  if (was === text) return;
  const [start, end, words] = difference(was, 0, was.length, text);
  replaceRange(textarea, start, end, words, { keepFocus: true });
}

/**
 * @param {HTMLInputElement} control
 * @param {boolean} isTicked
 */
function tick(control, isTicked) {
  if (control.checked === isTicked) return;
  control.checked = isTicked;
  announce(control);
}

/** @param {Element} control */
function announce(control) {
  control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]}
 */
function controls(form) {
  return [...form.elements].filter((each) => each instanceof HTMLTextAreaElement
    || each instanceof HTMLSelectElement || each instanceof HTMLInputElement);
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @returns {string[]}
 */
function loaded(control) {
  if (control instanceof HTMLSelectElement) {
    return [...control.options].filter((option) => option.defaultSelected).map(({ value }) => value);
  }
  if (control instanceof HTMLInputElement && isTick(control)) return control.defaultChecked ? [control.value] : [];
  return [control.defaultValue];
}

/** @param {HTMLInputElement} control */
function isTick({ type }) {
  return type === "checkbox" || type === "radio";
}

/**
 * @param {string} name
 * @param {Fields} fields
 */
function stored(name, fields) {
  const values = fields[name] ?? [];
  if (name === "title") return (values[0] ?? "").replace(/\s*\n\s*/g, " ").trim();
  if (name === "tags") return (values[0] ?? "").split(",").map((tag) => tag.trim()).filter(Boolean).join();
  return values.filter(Boolean).join("\n");
}

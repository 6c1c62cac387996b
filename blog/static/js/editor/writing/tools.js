// The toolbar: one stop for the Tab key, arrows inside it. A press puts the mark into the text as if it had been typed.

import { finishComposition, replaceRange } from "./edit.js";
import { MARKS } from "./marks.js";

/** @param {HTMLFormElement} form */
export function startTools(form) {
  const tools = /** @type {HTMLElement} */ (form.querySelector("#tools"));
  const buttons = [...tools.querySelectorAll("button")];

  // The text keeps the focus, and a phone its keyboard.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.mark) void putMark(form, button.dataset.mark);
  });

  tools.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = buttons.length - 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last };
    const next = buttons[steps[event.key]];
    if (at < 0 || !next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next.focus();
  });
  tools.addEventListener("focusin", (event) => {
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
  });
}

/**
 * Puts a mark at the selection. A picture is first offered to whoever can choose one.
 *
 * @param {HTMLFormElement} form
 * @param {string} name one of MARKS
 */
export async function putMark(form, name) {
  if (name === "picture" || name === "pair") {
    const detail = { pair: name === "pair" };
    const chosen = new CustomEvent("picture:choose", { bubbles: true, cancelable: true, detail });
    if (!form.dispatchEvent(chosen)) return;
  }
  const source = /** @type {HTMLTextAreaElement} */ (form.querySelector("#source"));
  await finishComposition(source);
  const edit = MARKS[name](source.value, source.selectionStart, source.selectionEnd);
  if (edit.tail) replaceRange(source, source.value.length, source.value.length, edit.tail);
  replaceRange(source, edit.start, edit.end, edit.text, { select: edit.select });
}

// The shortcuts of the sheet of keys. Ctrl, or ⌘ on a Mac.

import { finishComposition, isOfComposition } from "./edit.js";
import { nextView } from "../reading/layout.js";
import { putMark } from "./tools.js";

const IS_MAC = /Mac|iP(?:hone|ad)/.test(navigator.platform);

/** @type {Record<string, string>} */
const MARK_KEYS = {
  "b": "bold",
  "i": "italic",
  "k": "link",
  "alt+2": "heading",
  "shift+d": "dialogue",
  "shift+h": "spoiler",
  "alt+f": "footnote",
};

/** @param {HTMLFormElement} form */
export function startKeys(form) {
  const source = /** @type {HTMLTextAreaElement} */ (form.querySelector("#source"));
  // Of the document, since nothing has the focus once the draft is hidden, or beside the words of the preview.
  document.addEventListener("keydown", (event) => {
    const isHere = event.target === document.body || form.contains(/** @type {Node} */ (event.target));
    if (!isHere || event.defaultPrevented) return;
    const stroke = strokeOf(event);
    // In the middle of a word Ctrl still means the page, unless the input method has taken the key for itself.
    if (stroke === null ? isOfComposition(event) : event.keyCode === 229) return;
    const isTitle = event.target instanceof HTMLElement && event.target.id === "title";
    if (stroke === null && event.key === "Enter" && isTitle) {
      // A title is one line, however long: Enter goes on to the text.
      event.preventDefault();
      source.focus();
      return;
    }
    if (stroke === null) {
      if (event.key === "Escape" && event.target !== source) source.focus();
      return;
    }
    const mark = MARK_KEYS[stroke];
    if (mark && event.target !== source) return;
    const does = mark ? () => void putMark(form, mark) : COMMANDS[stroke];
    if (!does) return;
    event.preventDefault();
    // A key that is held down asks once: each save by hand is kept for ever.
    if (!event.repeat) does(form);
  });
}

/** @type {Record<string, (form: HTMLFormElement) => void>} */
const COMMANDS = {
  "s": (form) => void save(form),
  ".": nextView,
  "enter": () => { location.hash = "publish"; },
};

/** The word that is being composed belongs to what is saved. @param {HTMLFormElement} form */
async function save(form) {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement) {
    await finishComposition(focused);
    focused.focus({ preventScroll: true });
  }
  form.requestSubmit(/** @type {HTMLElement} */ (form.querySelector(".bar [value=save]")));
}

/**
 * What was struck together with Ctrl, as "shift+d"; null without it. The letter that the layout of the keyboard gives
 * counts, and the place of the key where that gives none, as with Cyrillic letters or with ⌥ on a Mac.
 *
 * @param {KeyboardEvent} event
 */
function strokeOf(event) {
  const isHeld = IS_MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  // AltGr comes as Ctrl+Alt on Windows, and writes characters: @ on a Spanish keyboard is AltGr+2.
  if (!isHeld || event.getModifierState("AltGraph")) return null;
  const isLatin = /^(?:[a-z0-9.]|Enter)$/i.test(event.key);
  const key = isLatin ? event.key : event.code.replace(/^(?:Key|Digit)/, "").replace("Period", ".");
  return `${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}${key.toLowerCase()}`;
}

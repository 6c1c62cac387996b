// The one way in which a script changes the draft: as if it had been typed, so that Ctrl+Z takes it back.
//
// Assigning to `value` throws away the history of every change before it. `execCommand` keeps it; it is old and has
// no successor, so where a browser refuses it the text is put in all the same and only the way back is lost.

/** Safari types each line by itself and tells of it: 500 of them took WebKit 2.50 a minute. More than these are put in. */
const MOST_LINES = navigator.vendor.startsWith("Apple") ? 100 : Infinity;

let isComposing = false;
document.addEventListener("compositionstart", () => { isComposing = true; }, true);
document.addEventListener("compositionend", () => { isComposing = false; }, true);

/**
 * Put `text` in the place of what stands between two offsets.
 *
 * Without `select` the writer's own selection stays on the words it was on, and nothing scrolls: for changes that
 * come from elsewhere. With it, that range is selected and brought into view. With `keepFocus` the focus goes back
 * to where it was.
 *
 * @param {HTMLTextAreaElement} textarea
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @param {{select?: readonly [number, number], keepFocus?: boolean}} [options]
 */
export function replaceRange(textarea, start, end, text, { select, keepFocus = false } = {}) {
  const focused = document.activeElement;
  const selected = select ?? selectionAfter(textarea, start, end, text);
  const scrolled = select ? [] : scrollPositions(textarea);
  const [from, to, words] = difference(textarea.value, start, end, text);

  const conceal = reveal(textarea);
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(from, to);
  if (document.activeElement !== textarea || !typed(words, to - from)) {
    textarea.setRangeText(words, from, to);
    textarea.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  }
  textarea.setSelectionRange(selected[0], selected[1]);
  conceal();

  for (const [element, top] of scrolled) element.scrollTop = top;
  if (keepFocus && focused instanceof HTMLElement && focused !== textarea) focused.focus({ preventScroll: true });
}

/**
 * Resolves when no input method is in the middle of a word: a change made during a composition would break it.
 *
 * @param {Element} element
 * @returns {Promise<void>}
 */
export function whenSettled(element) {
  if (!isComposing) return Promise.resolve();
  return new Promise((resolve) => {
    // A task later: the browser is still busy with the composed word while the event is under way.
    const settle = () => setTimeout(() => whenSettled(element).then(resolve));
    element.ownerDocument.addEventListener("compositionend", settle, { once: true, capture: true });
  });
}

/**
 * The same for a change that the writer asked for: a keyboard on a screen composes every word, and would keep it waiting
 * for the next space.
 *
 * @param {HTMLElement} element
 */
export function finishComposition(element) {
  if (isComposing) element.blur();
  return whenSettled(element);
}

/**
 * Whether this key belongs to an input method, as Enter does that chooses a word. Safari sends such a key after the
 * composition has ended, known by its code alone.
 *
 * @param {KeyboardEvent} event
 */
export function isOfComposition(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * The same change without what it leaves as it is at both ends. Browsers take their time over each new line: a whole
 * text of 10,000 words in 440 lines took Chromium half a second, and one paragraph of it nothing.
 *
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @returns {[number, number, string]}
 */
export function difference(value, start, end, text) {
  const most = Math.min(end - start, text.length);
  let same = 0;
  while (same < most && value[start + same] === text[same]) same += 1;
  let sameAfter = 0;
  while (sameAfter < most - same && value[end - 1 - sameAfter] === text[text.length - 1 - sameAfter]) sameAfter += 1;
  // Never half a character: two that differ in their second half only are replaced whole.
  if (/[\uD800-\uDBFF]/.test(text[same - 1] ?? "")) same -= 1;
  if (/[\uDC00-\uDFFF]/.test(text[text.length - sameAfter] ?? "")) sameAfter -= 1;
  return [start + same, end - sameAfter, text.slice(same, text.length - sameAfter)];
}

/**
 * A draft that is not shown, because the writer is reading, takes no focus and so no typing. It is there for the moment
 * of the change, in which nothing is painted. The answer hides it again.
 *
 * @param {HTMLTextAreaElement} textarea
 */
function reveal(textarea) {
  /** @type {HTMLElement[]} */
  const hidden = [];
  for (let above = textarea.parentElement; above; above = above.parentElement) {
    if (getComputedStyle(above).display === "none") hidden.push(above);
  }
  for (const element of hidden) element.style.display = "block";
  return () => { for (const element of hidden) element.style.display = ""; };
}

/**
 * @param {string} text
 * @param {number} replacedCount
 */
function typed(text, replacedCount) {
  if (text.split("\n").length > MOST_LINES) return false;
  if (text) return document.execCommand("insertText", false, text);
  return replacedCount === 0 || document.execCommand("delete");
}

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @returns {[number, number]}
 */
function selectionAfter(textarea, start, end, text) {
  /** @param {number} offset */
  const moved = (offset) => {
    if (offset <= start) return offset;
    return offset >= end ? offset + text.length - (end - start) : start + text.length;
  };
  return [moved(textarea.selectionStart), moved(textarea.selectionEnd)];
}

/**
 * The draft scrolls in its pane on a wide screen and with the page on a narrow one.
 *
 * @param {HTMLElement} element
 * @returns {[Element, number][]}
 */
export function scrollPositions(element) {
  /** @type {[Element, number][]} */
  const positions = [];
  for (let above = element; above; above = /** @type {HTMLElement} */ (above.parentElement)) {
    positions.push([above, above.scrollTop]);
  }
  return positions;
}

// Fields as tall as what stands in them, where a style sheet cannot say so: WebKit 2.50 and Firefox 140 have no
// `field-sizing`. Without it a long title would be cut off, and the text would scroll by itself inside its pane.

import { scrollPositions } from "./edit.js";

/** Those to which the sheets give `field-sizing`. */
const GROWING = "#title, #source, .review textarea, .theirs textarea";

/** @param {HTMLFormElement} form */
export function startGrowing(form) {
  if (CSS.supports("field-sizing", "content")) return;
  /** @type {WeakMap<Element, {width: number, length: number}>} For what each has its height. */
  const fitted = new WeakMap();

  /** @param {HTMLTextAreaElement} field */
  const fit = (field) => {
    const { clientWidth: width, value: { length } } = field;
    const before = fitted.get(field);
    fitted.set(field, { width, length });
    const isOnlyLonger = before?.width === width && before.length <= length;
    if (isOnlyLonger && field.scrollHeight <= field.clientHeight) return;
    const scrolled = scrollPositions(field);
    if (!isOnlyLonger) field.style.height = "0";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    // Putting back what has not moved would stop a browser that is on its way to the cursor.
    for (const [element, top] of scrolled) if (element.scrollTop !== top) element.scrollTop = top;
  };
  const widths = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      if (target instanceof HTMLTextAreaElement && fitted.get(target)?.width !== target.clientWidth) fit(target);
    }
  });

  form.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.matches(GROWING)) fit(target);
  });
  const fields = /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll(GROWING));
  for (const field of fields) widths.observe(field);
  // The letters of another font take other lines.
  void document.fonts.ready.then(() => {
    for (const field of fields) {
      fitted.delete(field);
      fit(field);
    }
  });
}

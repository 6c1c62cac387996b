// Sentences beside the fields they are about, as the server would have written them into the page.

import { fill } from "../banners.js";
import { nameInForm } from "../reviews/groups.js";

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} refusals For each name what is wrong there.
 * @returns {boolean} Whether the form has a field for any of them.
 */
export function showRefusals(form, refusals) {
  const refused = Object.entries(refusals).flatMap(([name, sentences]) => {
    const control = controlNamed(form, name);
    return control ? [{ control, sentences }] : [];
  });
  for (const { control, sentences } of refused) show(control, sentences.join(" "));
  const first = refused[0]?.control;
  if (!first) return false;
  first.closest("details")?.setAttribute("open", "");
  const sheet = first.closest("#publish");
  if (sheet && !sheet.matches(":target")) sheet.classList.add("open");
  first.focus();
  return true;
}

/** @param {HTMLFormElement} form */
export function clearRefusals(form) {
  for (const sentence of form.querySelectorAll("p.error")) sentence.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    const rest = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => !id.endsWith("-error"));
    if (rest.join("")) control.setAttribute("aria-describedby", rest.join(" "));
    else control.removeAttribute("aria-describedby");
  }
}

/**
 * @param {HTMLElement} control
 * @param {string} sentence
 */
function show(control, sentence) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("refusal"));
  const line = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  line.id = `${control.id}-error`;
  fill(line, { why: sentence });
  (control.closest(".slug, .inline") ?? control).after(line);
  control.setAttribute("aria-invalid", "true");
  const described = control.getAttribute("aria-describedby");
  control.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function controlNamed(form, name) {
  const found = form.elements.namedItem(nameInForm(form, name));
  const control = found instanceof RadioNodeList ? found[0] : found;
  return control instanceof HTMLElement && control.getAttribute("type") !== "hidden" ? control : null;
}

// What is looked at beside the draft for a moment, in the place of the preview: a comparison, a merge.

/**
 * @param {string} html A fragment that the server rendered.
 * @param {string} label
 */
export function showPane(html, label) {
  closePane();
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("pane"));
  const pane = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  pane.setAttribute("aria-label", label);
  const body = /** @type {HTMLElement} */ (pane.querySelector("[data-body]"));
  body.innerHTML = html;
  for (const button of pane.querySelectorAll("[data-close]")) button.addEventListener("click", closePane);
  const preview = document.getElementById("preview");
  preview?.setAttribute("hidden", "");
  preview?.after(pane);
  pane.focus();
}

export function closePane() {
  document.getElementById("beside")?.remove();
  document.getElementById("preview")?.removeAttribute("hidden");
}

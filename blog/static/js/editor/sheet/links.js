// Secret links without leaving the page: made, copied and taken back where they are listed. What is typed need not come
// along as it does without a script: it is on its way to the server already.

import { sayUndone } from "../banners.js";
import { press } from "../requests.js";

const LIST = "preview-links";

/** @param {HTMLElement} sheet */
export function startLinks(sheet) {
  sheet.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(`#${LIST} button`) : null;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    if (button.dataset.copy) void copy(button, button.dataset.copy);
    else void change(sheet, button);
  });
}

/**
 * @param {HTMLElement} sheet
 * @param {HTMLButtonElement} button
 */
async function change(sheet, button) {
  const body = new FormData();
  const term = /** @type {HTMLSelectElement | null} */ (sheet.querySelector("#term"));
  if (term) body.set("term", term.value);
  const answer = await press(button, button.formAction, body);
  const list = document.getElementById(LIST);
  if (answer.status === 200 && list) {
    list.outerHTML = answer.html;
    document.getElementById("term")?.focus();
  } else {
    sayUndone(button.textContent?.trim() ?? "", answer);
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} id
 */
async function copy(button, id) {
  const link = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (!link) return;
  link.select();
  // Without https a browser may not give its clipboard: then the link stays selected, to be copied by hand.
  const isCopied = await navigator.clipboard?.writeText(link.value).then(() => true, () => false);
  button.textContent = isCopied ? "Copied" : "Selected";
}

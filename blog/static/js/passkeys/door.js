// The pages that ask who is there: the login, a form that came too late, and the question before a change.

import { startPasskey } from "./use.js";

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-passkey=use]")))
  startPasskey(place, (next) => (place.dataset.then === "send" ? sendOn(place) : location.assign(next)));

/** Send the form around it, which asks for no password any more. @param {HTMLElement} place */
function sendOn(place) {
  const form = place.closest("form");
  if (!form) return;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name^=resume-]")))
    input.disabled = true;
  // A form is carried here with all its fields, and one of them may be called “submit”.
  HTMLFormElement.prototype.submit.call(form);
}

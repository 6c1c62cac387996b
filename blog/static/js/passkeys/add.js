// A passkey for this device. Making one takes a script; the page says so where there is none.

import { carryOut, say, sentence } from "./ceremony.js";
import { isPossible, make } from "./credentials.js";

const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-passkey=add]"));
const button = place?.querySelector("button");
if (place && button) {
  button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    say(place, "");
    try {
      location.assign(await carryOut(place, make));
    } catch (error) {
      button.ariaBusy = null;
      say(place, sentence(error));
    }
  });
  if (!isPossible()) {
    button.disabled = true;
    say(place, "This browser has no passkeys.");
  }
}

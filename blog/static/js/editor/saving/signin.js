// Signing in again without leaving the page: typing goes on, the journal holds, then the saving goes on.
//
// Any part that meets a signed-out answer says `signed-out` on the form; all of them hear `signed-in`.

import { startPasskey } from "../../passkeys/use.js";
import { fill, find, hideBanner, showBanner } from "../banners.js";
import { press } from "../requests.js";

// After a password that was right, a code may be asked for.
const ADDRESSES = { password: "/login", code: "/login/code" };

/** @param {HTMLFormElement} form The editor's. */
export function startSignIn(form) {
  const door = /** @type {HTMLFormElement | null} */ (document.getElementById("signin"));
  /** @type {keyof typeof ADDRESSES} */
  let step = "password";

  form.addEventListener("signed-out", () => {
    if (find("signin")) return;
    step = "password";
    const banner = showBanner("signin", {}, { again: () => turnTo(banner, (step = "password")) });
    const place = /** @type {HTMLElement | null} */ (banner.querySelector("[data-passkey]"));
    if (place) startPasskey(place, goOn);
  });
  // Signed in from another window.
  form.addEventListener("draft:saved", () => hideBanner("signin"));

  door?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const banner = find("signin");
    const button = banner?.querySelector("button:not([type])");
    if (!banner || !(button instanceof HTMLButtonElement) || button.ariaBusy === "true") return;
    const answer = await press(button, ADDRESSES[step], new FormData(door));
    if (answer.status === 200) goOn();
    else if (answer.data?.code === "code_needed") turnTo(banner, (step = "code"));
    else say(banner, why(answer));
  });

  function goOn() {
    hideBanner("signin");
    form.dispatchEvent(new CustomEvent("signed-in", { bubbles: true }));
  }
}

/** Ask for the password, or for the code. @param {HTMLElement} banner @param {keyof typeof ADDRESSES} step */
function turnTo(banner, step) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (banner.querySelectorAll("[data-step]"))) {
    part.hidden = part.dataset.step !== step;
    const input = part.querySelector("input");
    if (input) input.disabled = part.hidden;
  }
  say(banner, "");
  /** @type {HTMLInputElement | null} */ (banner.querySelector(`[data-step=${step}] input`))?.focus();
}

/** @param {import("../requests.js").Answer} answer @returns {string} */
function why({ data }) {
  const said = Object.values(data?.details?.fields ?? {}).flat();
  return said.join(" ") || (data?.message ?? "There is no connection. Try again in a moment.");
}

/** @param {HTMLElement} banner @param {string} words */
function say(banner, words) {
  fill(banner, { why: words });
  banner.querySelector("[data-say=why]")?.closest("p")?.toggleAttribute("hidden", !words);
  if (!words) return;
  /** @type {HTMLInputElement | null} */ (banner.querySelector("[name=password]:enabled, [name=code]:enabled"))?.select();
}

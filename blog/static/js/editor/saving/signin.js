// Signing in again without leaving the page: typing goes on, the journal holds, then the saving goes on.
//
// Any part that meets a signed-out answer says `signed-out` on the form; all of them hear `signed-in`.

import { fill, find, hideBanner, showBanner } from "../banners.js";
import { post } from "../requests.js";

const ADDRESS = "/login";

/** @param {HTMLFormElement} form The editor's. */
export function startSignIn(form) {
  const door = document.getElementById("signin");

  form.addEventListener("signed-out", () => {
    if (!find("signin")) showBanner("signin", {});
  });
  // Signed in from another window.
  form.addEventListener("draft:saved", () => hideBanner("signin"));

  door?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const banner = find("signin");
    const button = banner?.querySelector("button");
    if (!banner || !button || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const answer = await post(ADDRESS, new FormData(/** @type {HTMLFormElement} */ (door)));
    button.ariaBusy = null;
    if (answer.status === 200) {
      hideBanner("signin");
      form.dispatchEvent(new CustomEvent("signed-in", { bubbles: true }));
      return;
    }
    const why = answer.data?.details?.fields?.password ?? answer.data?.details?.fields?.username;
    fill(banner, { why: why?.join(" ") ?? answer.data?.message ?? "There is no connection. Try again in a moment." });
    const place = banner.querySelector("[data-say=why]");
    if (place) place.closest("p")?.removeAttribute("hidden");
    /** @type {HTMLInputElement | null} */ (banner.querySelector("input[name=password]"))?.select();
  });
}

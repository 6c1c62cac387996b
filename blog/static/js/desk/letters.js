// Letters about a piece, while they count down or go out: the part of the page that says so is fetched anew, often when
// something is about to happen. Without this the page says the same whenever it is opened.

const GOING = "going";
const SOON_SECONDS = 5;
const CALM_SECONDS = 20;

const place = document.getElementById(GOING);
if (place?.querySelector("[data-refresh]")) plan(place);

/** @param {HTMLElement} place */
function plan(place) {
  const going = /** @type {HTMLElement | null} */ (place.querySelector("[data-refresh]"));
  if (!going) {
    // It has come to an end: the rest of the page says how.
    location.reload();
    return;
  }
  const seconds = (Date.parse(going.dataset.refresh ?? "") - Date.now()) / 1000;
  const isSoon = !(seconds > 2 * CALM_SECONDS);
  setTimeout(() => void refresh(place), (isSoon ? SOON_SECONDS : CALM_SECONDS) * 1000);
}

/** @param {HTMLElement} place */
async function refresh(place) {
  const answer = await fetch(location.href).catch(() => null);
  // Nobody's button goes away under their hands.
  if (answer?.ok && !answer.redirected && !place.contains(document.activeElement)) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.innerHTML = page.getElementById(GOING)?.innerHTML ?? "";
  }
  plan(place);
}

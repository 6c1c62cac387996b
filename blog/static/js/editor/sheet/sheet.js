// The sheet before a piece goes. It opens at its address also without a script; this gives it the focus and takes it
// back, and lets the server look the piece over as it stands in the form each time the sheet opens.

import { addressOf, post } from "../requests.js";
import { nameInForm } from "../reviews/groups.js";
import { isOfComposition } from "../writing/edit.js";
import { startLinks } from "./links.js";
import { startWhen } from "./when.js";

const SHEET = "publish";
const PLACES = [`#${SHEET}`, "#more"];
const WRITING = "write";

/** @param {HTMLFormElement} form */
export function startSheet(form) {
  const sheet = document.getElementById(SHEET);
  if (!sheet) return;
  let isOpen = false;
  /** @type {HTMLElement | null} Where the writer was last. */
  let outside = null;

  function follow() {
    const wasOpen = isOpen;
    isOpen = PLACES.includes(location.hash);
    if (isOpen && !wasOpen) open();
    // The browser goes to the address alone; a place in the draft that was gone to has the focus already.
    const focused = document.activeElement;
    const isNowhere = !focused || focused === document.body || focused.id === WRITING || sheet?.contains(focused);
    if (wasOpen && !isOpen && isNowhere) outside?.focus();
  }

  function open() {
    sheet?.focus();
    void lookOver(form);
    void countHearers(form);
    void bringMore(form);
  }

  // By the time the address has changed the browser has moved the focus itself.
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target.id !== WRITING && !sheet.contains(target)) outside = target;
  });
  window.addEventListener("hashchange", follow);
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isOfComposition(event)) return;
    event.preventDefault(); // Elsewhere in the form Escape goes back to the text.
    location.hash = WRITING;
  });
  sheet.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("#check a, .kept a") : null;
    if (link instanceof HTMLAnchorElement) goTo(link, event);
  });
  sheet.addEventListener("input", (event) => count(event.target));
  startWhen(sheet);
  startLinks(sheet);
  follow();
}

/** @param {HTMLFormElement} form */
async function lookOver(form) {
  const answer = await post(addressOf(form, "check"), new FormData(form));
  const shown = document.getElementById("check");
  if (answer.status === 200 && shown) shown.outerHTML = answer.html;
}

/** Who would hear of it, as it is kept now. What was ticked stays ticked. @param {HTMLFormElement} form */
async function countHearers(form) {
  const shown = document.getElementById("hearers");
  if (!shown) return;
  const answer = await post(addressOf(form, "hearers"), new FormData(form));
  if (answer.status !== 200 || shown.contains(document.activeElement)) return;
  const isTicked = form.querySelector("#tell:checked") !== null;
  shown.outerHTML = answer.html;
  const tick = /** @type {HTMLInputElement | null} */ (form.querySelector("#tell"));
  if (tick) tick.checked = isTicked;
}

/** What is offered of a piece that the first save made after this page was opened. @param {HTMLFormElement} form */
async function bringMore(form) {
  const more = document.getElementById("more");
  if (!form.dataset.post || !more) return;
  const answer = await fetch(addressOf(form, "more/")).catch(() => null);
  if (!answer?.ok || answer.redirected || more.contains(document.activeElement)) return;
  more.innerHTML = await answer.text();
  if (location.hash === "#more") more.scrollIntoView();
}

/**
 * A place in the sheet is gone to where it is; one in the draft closes the sheet, and its words are selected.
 *
 * @param {HTMLAnchorElement} link
 * @param {Event} event
 */
function goTo(link, event) {
  const form = /** @type {HTMLFormElement} */ (link.closest("form"));
  const place = shown(document.getElementById(nameInForm(form, link.hash.slice(1))));
  if (!place) return;
  event.preventDefault();
  if (!place.closest(`#${SHEET}`)) location.hash = WRITING;
  place.closest("details")?.setAttribute("open", "");
  const start = place instanceof HTMLTextAreaElement ? place.value.indexOf(link.dataset.find ?? "\0") : -1;
  if (place instanceof HTMLTextAreaElement && start >= 0) {
    place.setSelectionRange(start, start + (link.dataset.find ?? "").length);
  }
  place.focus();
}

/** The field with commas hides where the chips stand in for it. @param {HTMLElement | null} place */
function shown(place) {
  return place?.id === "tags" ? document.getElementById("add") : place;
}

/** @param {EventTarget | null} field */
function count(field) {
  if (!(field instanceof HTMLTextAreaElement)) return;
  const shown = document.querySelector(`[data-count="${CSS.escape(field.id)}"]`);
  if (shown) shown.textContent = String([...field.value].length);
}

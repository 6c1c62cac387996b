// Now or at a time: one button that says what will happen, in the place of the two that stand there without a script.

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** @param {HTMLElement} sheet */
export function startWhen(sheet) {
  const choice = /** @type {HTMLElement | null} */ (sheet.querySelector(".when"));
  const time = /** @type {HTMLInputElement | null} */ (sheet.querySelector("#published_at"));
  const atOnce = /** @type {HTMLInputElement | null} */ (sheet.querySelector("#when-now"));
  const later = /** @type {HTMLInputElement | null} */ (sheet.querySelector("#when-later"));
  const publish = /** @type {HTMLElement | null} */ (sheet.querySelector(".done [value=publish]"));
  const schedule = /** @type {HTMLElement | null} */ (sheet.querySelector(".done [value=schedule]"));
  if (!choice || !time || !atOnce || !later || !publish || !schedule) return;

  const opened = Date.now();

  /** The time in the blog's zone, as a field holds it: the clock of this device may be in another. */
  function now() {
    const there = Date.parse(`${choice?.dataset.now}Z`) + (Date.now() - opened);
    return new Date(there).toISOString().slice(0, 16);
  }

  function say() {
    if (!time || !later || !publish || !schedule) return;
    const moment = later.checked ? time.value : "";
    const hasPassed = moment !== "" && moment <= now();
    schedule.hidden = !later.checked || hasPassed;
    publish.hidden = !schedule.hidden;
    const date = new Date(`${moment}Z`);
    publish.textContent = hasPassed ? `Publish under ${dayAndYear.format(date)}` : "Publish";
    schedule.textContent = moment && !hasPassed ? `Schedule for ${day.format(date)}` : "Schedule";
  }

  // Here “Now” is never left over from before a time was typed.
  atOnce.value = "at_once";
  // The radios fire after the time has been typed, and tell the rest of the page of the choice.
  time.addEventListener("input", () => { later.checked = later.checked || time.value !== ""; });
  choice.addEventListener("input", say);
  say();
}

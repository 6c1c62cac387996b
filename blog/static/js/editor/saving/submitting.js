// The buttons of the form, without leaving the page: Save stays, what moves the piece goes on to where it is then.
//
// A button with an address of its own is none of this: the browser follows it.

import { hideBanner, sayUndone, showBanner } from "../banners.js";
import { whenSettled } from "../writing/edit.js";
import { clearRefusals, showRefusals } from "./refusals.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./saving.js").Saver} Saver
 * @typedef {import("../requests.js").Answer} Answer
 */

/** Answers that another part speaks of, with a way out. */
const HAVE_BANNERS = new Set(["no_such_post", "in_the_trash", "stale"]);

/**
 * @param {Draft} draft
 * @param {Saver} saver
 */
export function startSubmitting(draft, saver) {
  const { form } = draft;
  let isBusy = false;

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (!isBusy) void submit(button instanceof HTMLButtonElement ? button : null);
  });

  /** @param {HTMLButtonElement | null} button */
  async function submit(button) {
    isBusy = true;
    button?.setAttribute("aria-busy", "true");
    const action = button?.value || "save";
    const answer = await carryOut(action);
    button?.removeAttribute("aria-busy");
    isBusy = false;
    if (answer.data?.location) await done(action, answer.data);
    else refused(button, answer);
  }

  /** @param {string} action */
  async function carryOut(action) {
    await whenSettled(form);
    clearRefusals(form);
    hideBanner("undone");
    await saver.journal();
    // What is thrown away is kept first.
    if (action === "discard") await saver.flush();
    await saver.settled();
    const body = draft.body();
    body.set("action", action);
    return saver.request(draft.address, body, { isAutosave: false });
  }

  /**
   * @param {string} action
   * @param {{location: string, message: string}} data
   */
  async function done(action, { location: address, message }) {
    if (action === "save") {
      saver.announce(message);
      return;
    }
    await saver.journal();
    location.assign(address);
  }

  /**
   * @param {HTMLButtonElement | null} button
   * @param {Answer} answer
   */
  function refused(button, answer) {
    const { status, data } = answer;
    const action = button?.textContent?.trim() || "Save";
    if (status === 422 && showRefusals(form, data?.details?.fields ?? {})) return;
    if (data?.code === "unauthorized") showBanner("undone", { action, why: "You are signed out." });
    else if (!HAVE_BANNERS.has(data?.code)) sayUndone(action, answer);
  }
}

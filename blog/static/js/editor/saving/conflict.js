// The piece changed somewhere else while it was written here. Typing goes on, and what is typed goes aside on the
// server, until the writer has chosen; nothing is ever put over anything.

import { find, hideBanner, sayUndone, showBanner } from "../banners.js";
import { areEqual } from "./fields.js";
import { closePane, showPane } from "./pane.js";
import { isKept } from "./progress.js";
import { post, press } from "../requests.js";
import { length } from "./words.js";

/**
 * @typedef {import("./fields.js").Fields} Fields
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./saving.js").Saver} Saver
 * @typedef {{version: number, saved: string, device: string, form: Fields}} Theirs
 */

/**
 * @param {Draft} draft
 * @param {Saver} saver
 */
export function startConflict(draft, saver) {
  const { form } = draft;
  /** @type {Theirs} */
  let theirs; // Whoever asks for it has a conflict to solve.

  form.addEventListener("draft:stale", (event) => {
    const isNews = theirs?.version !== /** @type {CustomEvent<Theirs>} */ (event).detail.version;
    theirs = /** @type {CustomEvent<Theirs>} */ (event).detail;
    // Each autosave is told once more; the banner is read out only when there is something new.
    if (find("conflict") && !isNews) return;
    const words = `${theirs.device || "Another window"} saved ${length(theirs.form)} at ${theirs.saved}; `
      + `this window had ${length(draft.fields())} then.`;
    showBanner("conflict", { words }, { compare, mine: keepMine, theirs: takeTheirs });
  });

  // Also when an answer that was under way has told of it once more, or the text became the same as theirs.
  form.addEventListener("draft:saved", () => {
    if (!find("conflict")) return;
    hideBanner("conflict");
    closePane();
  });

  // Before the other buttons of the form: a merge is a text to go on with, not one that is stored.
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.value !== "merge") return;
    event.preventDefault();
    void takeMerged(button);
  });

  /** @param {HTMLButtonElement} button */
  async function compare(button) {
    const answer = await press(button, draft.addressOf("merge"), withBase());
    if (answer.status === 200) showPane(answer.html, "Both texts");
    else sayUndone("Choosing", answer);
  }

  function keepMine() {
    draft.goOnFrom(theirs.version, theirs.form);
    close();
    saver.tell({ type: "chosen" });
    saver.changed();
    void saver.flush();
  }

  async function takeTheirs() {
    // What this window has is found among the revisions afterwards: first see that it is there, and for good.
    const isThere = await saver.flush() && await keepAside();
    if (!isThere || !isKept(saver.progress)) {
      const why = `Yours is not there yet: ${saver.progress.trouble?.sentence ?? "it is being saved"}.`;
      showBanner("undone", { action: "Take theirs", why });
      return;
    }
    goOnWith(theirs.form, theirs.version);
    saver.hasAll(theirs.saved);
  }

  /** What goes aside as it is typed gives way to what is typed after it; this does not. */
  async function keepAside() {
    const body = draft.body();
    body.set("action", "set_aside");
    return (await post(draft.address, body)).status === 200;
  }

  /** @param {HTMLButtonElement} button */
  async function takeMerged(button) {
    const chosenOf = draft.fields();
    const body = withBase();
    body.set("action", "merge");
    const answer = await press(button, draft.address, body);
    if (answer.status !== 200) return sayUndone("Choosing", answer);
    if (!areEqual(draft.fields(), chosenOf)) {
      showBanner("undone", { action: "Choosing", why: "You typed on meanwhile. Choose once more." });
      return compare(button);
    }
    goOnWith(answer.data.form, answer.data.version);
    saver.tell({ type: "chosen" });
    saver.changed();
    void saver.flush();
  }

  /**
   * @param {Fields} fields
   * @param {number} version
   */
  function goOnWith(fields, version) {
    close();
    draft.write(fields);
    draft.goOnFrom(version, theirs.form);
  }

  function close() {
    hideBanner("conflict");
    closePane();
    document.getElementById("source")?.focus({ preventScroll: true });
  }

  function withBase() {
    const body = draft.body();
    for (const [name, values] of Object.entries(draft.base.fields)) {
      for (const value of values) body.append(`base_${name}`, value);
    }
    return body;
  }
}

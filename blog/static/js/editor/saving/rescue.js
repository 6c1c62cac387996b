// The piece was taken away while it was being written: into the trash, or for good. The text is not.

import { hideBanner, sayUndone, showBanner } from "../banners.js";
import { remove } from "./journal.js";
import { press } from "../requests.js";

/**
 * @param {import("./draft.js").Draft} draft
 * @param {import("./saving.js").Saver} saver
 */
export function startRescue(draft, saver) {
  draft.form.addEventListener("draft:gone", (event) => {
    const { isInTrash } = /** @type {CustomEvent} */ (event).detail;
    if (isInTrash) showBanner("trashed", {}, { restore });
    else showBanner("gone", {}, { begin });
  });

  /** The piece only; what was typed meanwhile is saved after it, and compared with what it finds. */
  async function restore(/** @type {HTMLButtonElement} */ button) {
    const answer = await press(button, draft.addressOf("restore/"), new FormData());
    if (answer.status !== 200) return sayUndone("Restoring it", answer);
    hideBanner("undone");
    hideBanner("trashed");
    saver.tell({ type: "resumed" });
  }

  async function begin() {
    const { key, editor } = draft;
    hideBanner("gone");
    draft.becomeNew();
    saver.tell({ type: "resumed" });
    saver.changed();
    await saver.journal();
    // Where the journal cannot be opened there is nothing in it under the old name either.
    await remove(key, editor).catch(() => {});
  }
}

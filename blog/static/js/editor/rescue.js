// The piece was taken away while it was being written: into the trash, or for good. The text is not.

import { hideBanner, showBanner } from "./banners.js";

/**
 * @param {import("./draft.js").Draft} draft
 * @param {import("./saving.js").Saver} saver
 */
export function startRescue(draft, saver) {
  draft.form.addEventListener("draft:gone", (event) => {
    const { isInTrash } = /** @type {CustomEvent} */ (event).detail;
    if (isInTrash) showBanner("trashed", {});
    else showBanner("gone", {}, { begin });
  });

  function begin() {
    hideBanner("gone");
    draft.becomeNew();
    saver.tell({ type: "resumed" });
    saver.changed();
  }
}

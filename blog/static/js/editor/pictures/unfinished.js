// A device that went down leaves placeholders that nothing will ever replace: they are named when the piece is opened.

import { hideBanner, showBanner } from "../banners.js";
import { replaceRange } from "../writing/edit.js";
import { find, unfinished } from "./placeholders.js";

/** @param {HTMLTextAreaElement} textarea */
export function offerToTidy(textarea) {
  const left = unfinished(textarea.value);
  if (!left.length) return;
  showBanner("unfinished", { names: `${left.map(({ name }) => name).join(", ")} never arrived.` }, {
    remove: () => {
      for (const { token } of left) {
        const at = find(textarea.value, token);
        if (at) replaceRange(textarea, at.start, at.end, "", { keepFocus: true });
      }
      hideBanner("unfinished");
    },
    dismiss: () => hideBanner("unfinished"),
  });
}

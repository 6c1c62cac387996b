// Pictures that were put into the text just now and have no words yet: how many, and the cursor to the next.

import { hideBanner, showBanner } from "../banners.js";
import { replaceRange } from "../writing/edit.js";

const PAUSE = 1000;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} textarea
 */
export function startWordless(form, textarea) {
  /** @type {Set<string>} */
  const urls = new Set();
  let shown = 0;
  let timer = 0;

  function places() {
    return [...urls].map((url) => textarea.value.indexOf(`![](${url}`)).filter((at) => at >= 0).sort((a, b) => a - b);
  }

  function show() {
    const count = places().length;
    if (count === shown) return;
    shown = count;
    if (!count) {
      urls.clear();
      hideBanner("wordless");
      return;
    }
    const words = count === 1 ? "No words yet for one picture" : `No words yet for ${count} pictures`;
    showBanner("wordless", { "how-many": `${words}: what someone who can’t see it would want to know.` }, {
      write: () => {
        const [at] = places();
        // Between the brackets, in view; nothing is changed.
        if (at !== undefined) replaceRange(textarea, at + 2, at + 2, "", { select: [at + 2, at + 2] });
        show();
      },
      dismiss: () => {
        urls.clear();
        shown = 0;
        hideBanner("wordless");
      },
    });
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (urls.size) timer = setTimeout(show, PAUSE);
  });

  return {
    /** @param {string} url */
    add(url) {
      urls.add(url);
      show();
    },
  };
}

// The dialog behind the toolbar's picture buttons: files of this device, and the library with its search.
//
// What stands in it comes from the server as HTML, since the same words and pictures are shown elsewhere too.

import { sayUndone } from "../banners.js";

const ADDRESS = "/desk/pictures/choose";

/**
 * @typedef {{markdown: string, url: string, hasWords: boolean}} Choice
 * @typedef {{textarea: HTMLTextAreaElement, isPair: boolean, onFiles: (files: File[]) => void, onPictures: (pictures: Choice[]) => void,
 *   onSignedOut: () => void}} Asker
 */

/** @param {Asker} asker */
export function openPicker(asker) {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-labelledby", "picker-heading");
  /** In the order in which they were ticked, through every search. @type {Map<string, Choice>} */
  const chosen = new Map();
  let latest = 0;

  /** @param {string} url */
  async function fill(url) {
    const number = ++latest;
    const answer = await ask(url);
    // Closed meanwhile, or asked for something else.
    if (!dialog.isConnected || number !== latest) return;
    if (answer.status !== 200) {
      close();
      if (answer.status === 401) asker.onSignedOut();
      else sayUndone("Choosing pictures", answer);
      return;
    }
    dialog.innerHTML = answer.html;
    for (const box of dialog.querySelectorAll("input")) if (chosen.has(box.id)) box.checked = true;
    if (dialog.open) [...dialog.querySelectorAll("input")].find(({ type }) => type === "search")?.focus();
    else dialog.showModal();
  }

  /** Chromium puts the cursor at the beginning of a text that a dialog gives the focus back to. */
  function close() {
    const { selectionStart, selectionEnd } = asker.textarea;
    dialog.close();
    dialog.remove(); // one that never opened tells of no end
    asker.textarea.setSelectionRange(selectionStart, selectionEnd);
  }

  dialog.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.type === "file") {
      const files = [...(target.files ?? [])];
      close();
      asker.onFiles(files);
    } else if (target.type === "checkbox") {
      const { markdown = "", url = "", alt = "" } = target.dataset;
      if (target.checked) chosen.set(target.id, { markdown, url, hasWords: alt !== "" });
      else chosen.delete(target.id);
    }
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = new FormData(/** @type {HTMLFormElement} */ (event.target));
    void fill(`${ADDRESS}?${new URLSearchParams(/** @type {any} */ (sent))}`);
  });
  dialog.addEventListener("click", (event) => {
    const clicked = event.target instanceof Element ? event.target.closest("a, button") : null;
    if (clicked instanceof HTMLAnchorElement) {
      event.preventDefault();
      void fill(clicked.href);
    } else if (clicked?.hasAttribute("data-close")) {
      close();
    } else if (clicked?.hasAttribute("data-insert")) {
      close();
      if (chosen.size) asker.onPictures([...chosen.values()]);
    }
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  // What is dropped here is taken as on the text behind it.
  dialog.addEventListener("drop", close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  void fill(asker.isPair ? `${ADDRESS}?pair=yes` : ADDRESS);
}

/**
 * @param {string} url
 * @returns {Promise<import("../requests.js").Answer>}
 */
async function ask(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json, text/html;q=0.9" } });
    return { status: response.status, data: null, html: await response.text() };
  } catch {
    return { status: 0, data: null, html: "" };
  }
}

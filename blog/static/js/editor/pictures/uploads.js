// Pictures into the text: pasted, dropped, chosen. While one is on its way a placeholder stands where it will be;
// what becomes of it is done to the text as it then is. When it fails the text is as if nothing had been tried.

import { createList } from "../../pictures/list.js";
import { createQueue } from "../../pictures/queue.js";
import { filesIn, takeDrops } from "../../pictures/files.js";
import { createArrivals } from "./arrivals.js";
import { hideBanner, showBanner } from "../banners.js";
import { lineStart } from "../writing/blocks.js";
import { whenSettled } from "../writing/edit.js";
import { openPicker } from "./picker.js";
import { offerToTidy } from "./unfinished.js";
import { startWordless } from "./wordless.js";

/** @typedef {import("../../pictures/queue.js").Upload} Upload */

/** @param {HTMLFormElement} form */
export function startUploads(form) {
  const source = form.querySelector("#source");
  const banners = form.querySelector("#banners");
  if (!(source instanceof HTMLTextAreaElement) || !banners) return;
  const textarea = source;
  const arrivals = createArrivals(textarea);
  const wordless = startWordless(form, textarea);
  const onSignedOut = () => form.dispatchEvent(new CustomEvent("signed-out", { bubbles: true }));
  const queue = createQueue({ onChange, onSignedOut });
  const list = createList(banners, () => queue);
  // One after the other, and none in the middle of a word that is being composed.
  let edits = Promise.resolve();

  /** @param {() => void} change */
  function whenQuiet(change) {
    edits = edits.then(() => whenSettled(textarea)).then(change).catch(reportError);
  }

  /** @param {Upload} upload */
  function onChange(upload) {
    // The text first, whatever becomes of the list.
    if (upload.state === "done") whenQuiet(() => arrived(upload));
    else if (upload.state === "failed" || upload.state === "gone") whenQuiet(() => arrivals.takeOut(upload));
    else if (upload.state === "waiting" && arrivals.isAwaited(upload)) whenQuiet(() => arrivals.putBack(upload));
    list.update(upload);
    if (!queue.busyCount) hideBanner("uploading");
  }

  /** @param {Upload} upload */
  function arrived(upload) {
    const { picture } = upload;
    if (!picture) return;
    const isInText = arrivals.putIn(upload);
    list.say(isInText ? `${picture.name} is in the text.` : `${picture.name} is in the library; its line in the text was gone.`);
    if (isInText && !picture.alt) wordless.add(picture.url);
  }

  /**
   * @param {Iterable<File>} files
   * @param {{isPair: boolean}} [how]
   */
  function take(files, how = { isPair: false }) {
    const uploads = queue.add(files);
    whenQuiet(() => arrivals.expect(uploads, how));
  }

  textarea.addEventListener("paste", (event) => {
    const files = filesIn(event.clipboardData);
    // A word processor puts a picture of the words beside the words.
    if (!files.length || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    take(files);
  });

  takeDrops(form.querySelector("#write") ?? form, (files, event) => {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (event.target === textarea && at?.offsetNode === textarea) {
      const edge = nearestEdge(textarea.value, at.offset);
      textarea.setSelectionRange(edge, edge);
    }
    take(files);
  });

  form.addEventListener("picture:choose", (event) => {
    event.preventDefault();
    const { pair: isPair } = /** @type {CustomEvent<{pair: boolean}>} */ (event).detail;
    openPicker({
      textarea,
      isPair,
      onFiles: (files) => take(files, { isPair }),
      onPictures: (chosen) => whenQuiet(() => {
        arrivals.write(chosen.map(({ markdown }) => markdown), { isPair });
        for (const { url, hasWords } of chosen) if (!hasWords) wordless.add(url);
      }),
      onSignedOut,
    });
  });

  form.addEventListener("signed-in", () => queue.resume());
  addEventListener("online", () => queue.resume());
  addEventListener("beforeunload", (event) => { if (queue.busyCount) event.preventDefault(); });

  // Before the script that sends the form: what readers are to see waits until it is whole.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || !isForReaders(form, event.submitter)) return;
    if (queue.busyCount) {
      event.preventDefault();
      showBanner("uploading", { "how-many": `${pictures(queue.busyCount)} still on the way.` });
    } else {
      arrivals.settle();
    }
  }, true);

  offerToTidy(textarea);
}

/**
 * The end of the paragraph that is nearer: nobody who drops a picture aims between two letters.
 *
 * @param {string} text
 * @param {number} at
 */
function nearestEdge(text, at) {
  const start = lineStart(text, at);
  const next = text.indexOf("\n", at);
  const end = next < 0 ? text.length : next;
  return at - start < end - at ? start : end;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function isForReaders(form, button) {
  const action = button instanceof HTMLButtonElement ? button.value : "";
  return ["publish", "schedule"].includes(action) || (action === "save" && form.dataset.status === "live");
}

/** @param {number} count */
function pictures(count) {
  return count === 1 ? "One picture is" : `${count} pictures are`;
}

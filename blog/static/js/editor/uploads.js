// Pictures into the text: pasted, dropped, chosen. While one is on its way a placeholder stands where it will be;
// what becomes of it is done to the text as it then is. When it fails the text is as if nothing had been tried.

import { createList } from "../pictures/list.js";
import { createQueue } from "../pictures/queue.js";
import { filesIn, takeDrops } from "../pictures/files.js";
import { find as findBanner, hideBanner, showBanner } from "./banners.js";
import { replaceRange, whenSettled } from "./edit.js";
import { openPicker } from "./picker.js";
import { find, insertion, newToken, placeAgain, placeholder, removal, unfinished } from "./placeholders.js";
import { startWordless } from "./wordless.js";

/**
 * @typedef {import("../pictures/queue.js").Upload} Upload
 * @typedef {import("./placeholders.js").Place} Place
 * @typedef {Place & {group: Place[], around: {before: string, after: string}}} Kept
 */

const CONTEXT = 80;

/** @param {HTMLFormElement} form */
export function startUploads(form) {
  const found = form.querySelector("#source");
  const banners = form.querySelector("#banners");
  if (!(found instanceof HTMLTextAreaElement) || !banners) return;
  const textarea = found;
  /** @type {Map<Upload, Kept>} */
  const places = new Map();
  const wordless = startWordless(form, textarea);
  const queue = createQueue({
    onChange,
    onSignedOut: () => form.dispatchEvent(new CustomEvent("signed-out", { bubbles: true })),
  });
  const list = createList(banners, () => queue);
  // One after the other, and none in the middle of a word that is being composed.
  let edits = Promise.resolve();

  /** @param {() => void} change */
  function whenQuiet(change) {
    edits = edits.then(() => whenSettled(textarea)).then(change).catch(reportError);
  }

  /** @param {Upload} upload */
  function onChange(upload) {
    // The text first: whatever becomes of the list.
    if (upload.state === "done") whenQuiet(() => putIn(upload));
    else if (upload.state === "failed" || upload.state === "gone") whenQuiet(() => takeOut(upload));
    else if (upload.state === "waiting" && places.has(upload)) whenQuiet(() => putBack(upload));
    list.update(upload);
    if (!queue.busyCount) hideBanner("uploading");
  }

  /**
   * @param {Iterable<File>} files
   * @param {{isPair?: boolean}} [how]
   */
  function take(files, { isPair = false } = {}) {
    const uploads = queue.add(files);
    whenQuiet(() => {
      const tokens = uploads.map(() => newToken());
      const written = uploads.map(({ file }, index) => placeholder(file.name, tokens[index]));
      const made = write(written, { isPair });
      /** @type {Place[]} */
      const group = made.map((place, index) => ({ ...place, token: tokens[index] }));
      uploads.forEach((upload, index) => places.set(upload, keep(group[index], group)));
    });
  }

  /**
   * Behind the cursor: nothing that is selected is ever written over.
   *
   * @param {string[]} pictures
   * @param {{isPair: boolean}} how
   */
  function write(pictures, how) {
    const { edit, places: made } = insertion(textarea.value, textarea.selectionEnd, pictures, how);
    const end = edit.start + edit.text.length;
    replaceRange(textarea, edit.start, edit.end, edit.text, { select: [end, end] });
    return made;
  }

  /** @param {Upload} upload */
  function putIn(upload) {
    const { picture } = upload;
    const place = places.get(upload);
    if (!place || !picture) return;
    let isThere = false;
    for (const { start, end } of occurrences(place.token)) {
      isThere = true;
      replaceRange(textarea, start, end, picture.markdown, { keepFocus: true });
    }
    if (isThere && !picture.alt) wordless.add(picture.url);
    list.say(isThere ? `${picture.name} is in the text.` : `${picture.name} is in the library; its line in the text was gone.`);
  }

  /** @param {Upload} upload */
  function takeOut(upload) {
    const place = places.get(upload);
    const text = textarea.value;
    const edit = place && removal(text, place, place.group);
    if (!place || !edit) return;
    place.around = { before: text.slice(0, edit.start).slice(-CONTEXT), after: text.slice(edit.end).slice(0, CONTEXT) };
    const index = place.group.indexOf(place);
    if (index >= 0) place.group.splice(index, 1);
    replaceRange(textarea, edit.start, edit.end, edit.text, { keepFocus: true });
    for (const copy of occurrences(place.token)) replaceRange(textarea, copy.start, copy.end, "", { keepFocus: true });
  }

  /** A line that was copied is there twice. @param {string} token */
  function* occurrences(token) {
    for (let at = find(textarea.value, token); at; at = find(textarea.value, token)) yield at;
  }

  /** @param {Upload} upload */
  function putBack(upload) {
    const place = places.get(upload);
    if (!place || find(textarea.value, place.token)) return;
    const at = placeAgain(textarea.value, place.around) ?? textarea.selectionEnd;
    const { edit, places: [made] } = insertion(textarea.value, at, [placeholder(upload.file.name, place.token)], { isPair: false });
    replaceRange(textarea, edit.start, edit.end, edit.text, { keepFocus: true });
    places.set(upload, keep({ ...made, token: place.token }));
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
    if (at?.offsetNode === textarea) textarea.setSelectionRange(at.offset, at.offset);
    take(files);
  });

  form.addEventListener("picture:choose", (event) => {
    event.preventDefault();
    const { pair: isPair } = /** @type {CustomEvent<{pair: boolean}>} */ (event).detail;
    openPicker({
      textarea,
      isPair,
      onFiles: (files) => take(files, { isPair }),
      onPictures: (pictures) => {
        whenQuiet(() => void write(pictures.map(({ markdown }) => markdown), { isPair }));
        for (const { url, hasWords } of pictures) if (!hasWords) wordless.add(url);
      },
      onSignedOut: () => form.dispatchEvent(new CustomEvent("signed-out", { bubbles: true })),
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
      // Undo brings back placeholders of what has long arrived, or failed.
      for (const [upload] of places) (upload.state === "done" ? putIn : takeOut)(upload);
    }
  }, true);

  offerToTidy();

  /** A device that went down leaves placeholders that nothing will ever replace. */
  function offerToTidy() {
    const left = unfinished(textarea.value);
    if (!left.length || findBanner("unfinished")) return;
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
}

/**
 * @param {Place} place
 * @param {Place[]} [group]
 * @returns {Kept}
 */
function keep(place, group = [place]) {
  return Object.assign(place, { group, around: { before: "", after: "" } });
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

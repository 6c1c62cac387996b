// Where in the text the pictures are awaited, and what is done there when one arrives, fails or is tried again. Every
// change is made to the text as it then is.

import { randomHex } from "../random.js";
import { replaceRange } from "../writing/edit.js";
import { find, insertion, placeAgain, placeholder, removal } from "./placeholders.js";

/**
 * @typedef {import("../../pictures/queue.js").Upload} Upload
 * @typedef {import("./placeholders.js").Place} Place
 * @typedef {Place & {group: Place[], around: {before: string, after: string}}} Awaited
 */

const CONTEXT = 80;

/** @param {HTMLTextAreaElement} textarea */
export function createArrivals(textarea) {
  /** @type {Map<Upload, Awaited>} */
  const places = new Map();

  /** @param {Upload} upload */
  function tokenOf(upload) {
    return places.get(upload)?.token ?? "";
  }

  /** A line that was copied is there twice. @param {string} token */
  function* occurrences(token) {
    for (let at = find(textarea.value, token); at; at = find(textarea.value, token)) yield at;
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

  /** @param {Upload[]} uploads @param {{isPair: boolean}} how */
  function expect(uploads, how) {
    const tokens = uploads.map(() => randomHex(3));
    const made = write(uploads.map(({ file }, index) => placeholder(file.name, tokens[index])), how);
    const group = made.map((place, index) => ({ ...place, token: tokens[index] }));
    uploads.forEach((upload, index) => places.set(upload, awaited(group[index], group)));
  }

  /** The picture comes in; whether there still was a place for it. @param {Upload} upload */
  function putIn(upload) {
    let isThere = false;
    for (const { start, end } of occurrences(tokenOf(upload))) {
      isThere = true;
      replaceRange(textarea, start, end, upload.picture?.markdown ?? "", { keepFocus: true });
    }
    return isThere;
  }

  /** The text becomes what it would be had nothing been tried. @param {Upload} upload */
  function takeOut(upload) {
    const place = places.get(upload);
    const text = textarea.value;
    const edit = place && removal(text, place, place.group);
    if (!place || !edit) return;
    place.around = { before: text.slice(0, edit.start).slice(-CONTEXT), after: text.slice(edit.end).slice(0, CONTEXT) };
    const index = place.group.indexOf(place);
    if (index >= 0) place.group.splice(index, 1);
    replaceRange(textarea, edit.start, edit.end, edit.text, { keepFocus: true });
    for (const { start, end } of occurrences(place.token)) replaceRange(textarea, start, end, "", { keepFocus: true });
  }

  /** It is tried again: to where it was, as far as that can be told. @param {Upload} upload */
  function putBack(upload) {
    const place = places.get(upload);
    if (!place || find(textarea.value, place.token)) return;
    const at = placeAgain(textarea.value, place.around) ?? textarea.selectionEnd;
    const written = [placeholder(upload.file.name, place.token)];
    const { edit, places: [made] } = insertion(textarea.value, at, written, { isPair: false });
    replaceRange(textarea, edit.start, edit.end, edit.text, { keepFocus: true });
    places.set(upload, awaited({ ...made, token: place.token }));
  }

  return {
    write,
    expect,
    putIn,
    takeOut,
    putBack,

    /** @param {Upload} upload */
    isAwaited: (upload) => places.has(upload),

    /** Undo brings back placeholders of what has long arrived, or failed. */
    settle() {
      for (const [upload] of places) (upload.state === "done" ? putIn : takeOut)(upload);
    },
  };
}

/**
 * @param {Place} place
 * @param {Place[]} [group]
 * @returns {Awaited}
 */
function awaited(place, group = [place]) {
  return Object.assign(place, { group, around: { before: "", after: "" } });
}

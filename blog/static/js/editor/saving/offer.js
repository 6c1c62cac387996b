// What this device has and the server has not: texts of pages that ended before they could save. They are offered,
// with what they would change; none is ever put into the form by itself, nor shown over another piece.

import { canTell, takeOver } from "./alive.js";
import { hideBanner, sayUndone, showBanner } from "../banners.js";
import { withFields } from "./fields.js";
import * as journal from "./journal.js";
import { leftBehind } from "./lost.js";
import { closePane, showPane } from "./pane.js";
import { press } from "../requests.js";
import { difference, moment, name } from "./words.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./saving.js").Saver} Saver
 * @typedef {journal.JournalRecord} JournalRecord
 */

/**
 * @param {Draft} draft
 * @param {Saver} saver
 */
export async function startOffers(draft, saver) {
  const shown = draft.base.fields;
  const records = await leftBehind(draft);
  for (const record of records) {
    if (draft.post) offerCopy(record, difference(record.fields, shown));
    else offerPiece(record);
  }
  // A page that has begun a piece of its own has no place for another; a new one offers it again.
  draft.form.addEventListener("draft:created", () => {
    for (const record of records) hide(record);
  });

  /**
   * @param {JournalRecord} record
   * @param {string} words
   */
  function offerCopy(record, words) {
    showBanner("copy", { words: `Typed ${moment(record.typedAt)}, it has ${words}.` }, {
      compare: (button) => compare(record, button),
      back: () => putBack(record),
      aside: (button) => keepAside(record, button),
      forget: (button) => forget(record, button),
    }, nameOf(record));
  }

  /** @param {JournalRecord} record */
  function offerPiece(record) {
    showBanner("piece", {
      words: `“${name(record.fields)}”, typed ${moment(record.typedAt)}, wasn’t saved before its window closed.`,
    }, {
      back: () => putBack(record),
      forget: (button) => forget(record, button),
    }, nameOf(record));
  }

  /**
   * @param {JournalRecord} record
   * @param {HTMLButtonElement} button
   */
  async function compare(record, button) {
    const answer = await press(button, draft.addressOf("compare"), withFields(draft.body(), record.fields));
    if (answer.status === 200) showPane(answer.html, "What the copy on this device would change");
    else sayUndone("Comparing", answer);
  }

  /** As typing that is not saved yet, on the text it was typed on: what was saved since leads to a merge. */
  async function putBack(/** @type {JournalRecord} */ record) {
    // What was typed here in the meantime stays in the journal, under this page's own name.
    const isOfPost = draft.post;
    await saver.journal();
    // An answer that is under way is about the text that stands here, and may make a piece of it.
    await saver.settled();
    hide(record);
    if (draft.post !== isOfPost || !(await takeOver(record.editor))) return;
    if (!draft.post) for (const other of records) hide(other);
    draft.take(record, { hasEnded: canTell });
    draft.goOnFrom(record.base.version, record.base.fields);
    draft.write(record.fields);
    saver.changed();
    document.getElementById("source")?.focus();
  }

  /**
   * @param {JournalRecord} record
   * @param {HTMLButtonElement} button
   */
  async function keepAside(record, button) {
    const body = withFields(draft.body(), record.fields);
    body.set("action", "set_aside");
    const answer = await press(button, draft.address, body);
    if (answer.status !== 200) return sayUndone("Keeping it", answer);
    await drop(record);
    saver.announce("The copy is kept as a revision.");
  }

  /**
   * @param {JournalRecord} record
   * @param {HTMLButtonElement} button
   */
  async function forget(record, button) {
    if (button.dataset.asked) return drop(record);
    button.dataset.asked = "yes";
    button.textContent = "Forget it for good";
  }
}

/** @param {JournalRecord} record */
async function drop(record) {
  await journal.remove(record.key, record.editor);
  hide(record);
}

/** @param {JournalRecord} record */
function hide(record) {
  hideBanner(nameOf(record));
  closePane();
}

/** @param {JournalRecord} record */
function nameOf({ editor }) {
  return `left-by-${editor}`;
}

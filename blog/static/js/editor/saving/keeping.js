// Keeps the newest text in the journal, a quarter of a second after it was typed, until the server has it.

import * as journal from "./journal.js";
import { isKept } from "./progress.js";

/**
 * @typedef {import("./progress.js").Progress} Progress
 * @typedef {import("./progress.js").SavingEvent} SavingEvent
 * @typedef {import("./draft.js").Draft} Draft
 */

/** Half a second is promised; the rest of it is for the disk. */
const SOON = 250;
/** Some browsers open their storage and never say another word; a button that waits for that must not wait for ever. */
const PATIENCE = 5000;

/**
 * @param {Draft} draft
 * @param {{progress: () => Progress, tell: (event: SavingEvent) => void}} saver
 */
export function startKeeping(draft, { progress, tell }) {
  let timer = 0;
  /** @type {Promise<void>} */
  let underWay = Promise.resolve();
  /** @type {Promise<void> | null} */
  let waiting = null;

  async function keep() {
    const now = progress();
    const { typed } = now;
    try {
      if (isKept(now) && !now.isStale) await journal.remove(draft.key, draft.editor);
      else await journal.put(record(draft, now));
      tell({ type: "journalled", typed });
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      tell({ type: "journal-failed", why: isFull ? "full" : "closed" });
    }
  }

  /** One is under way at a time, and one waits for it. */
  function now() {
    clearTimeout(timer);
    timer = 0;
    waiting ??= underWay.then(() => {
      waiting = null;
      underWay = keep();
      return underWay;
    });
    return unlessSilent(waiting);
  }

  /** @param {Promise<void>} work */
  async function unlessSilent(work) {
    let silence = 0;
    const isLost = new Promise((resolve) => { silence = setTimeout(() => resolve(true), PATIENCE); });
    if (await Promise.race([work, isLost])) tell({ type: "journal-failed", why: "closed" });
    clearTimeout(silence);
  }

  return { now, soon: () => { timer ||= setTimeout(now, SOON); } };
}

/**
 * @param {Draft} draft
 * @param {Progress} progress
 * @returns {journal.JournalRecord}
 */
function record({ key, editor, post, kind, base, turn, fields }, { typedOn }) {
  return { key, editor, turn, post, kind, base, fields: fields(), typedAt: typedOn };
}

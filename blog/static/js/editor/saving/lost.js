// Which texts in the journal were left behind: their pages have ended, and the server does not have them.

import { hasEnded } from "./alive.js";
import { post as send } from "../requests.js";
import { areBlank, areEqual, withFields } from "./fields.js";
import * as journal from "./journal.js";

/** @typedef {journal.JournalRecord} JournalRecord */

/**
 * Of one piece; for a page with a new one, of those that the server never heard of. What turns out to be stored is
 * dropped from the journal.
 *
 * @param {import("./draft.js").Draft} draft
 * @returns {Promise<JournalRecord[]>}
 */
export async function leftBehind(draft) {
  const shown = draft.base.fields;
  const ours = (await allLeftBehind()).filter(({ key, editor, post, kind }) =>
    editor !== draft.editor && (draft.post ? key === draft.key : !post && kind === draft.kind));
  const stored = ours.filter(({ fields }) => draft.post && areEqual(fields, shown));
  await Promise.all(stored.map(forget));
  return ours.filter((record) => !stored.includes(record));
}

/**
 * Of every piece, the oldest first. Where the journal does not open nothing is found, and the status line says so as
 * soon as something is typed.
 *
 * @returns {Promise<JournalRecord[]>}
 */
export async function allLeftBehind() {
  const records = await journal.all().catch(() => []);
  const ended = await Promise.all(records.map(({ editor }) => hasEnded(editor)));
  const left = records.filter(({ post, fields }, index) => ended[index] && (post || !areBlank(fields)));
  const kept = await Promise.all(left.map(hasArrived));
  return left
    .filter((_, index) => !kept[index])
    .sort((one, other) => one.typedAt - other.typedAt);
}

/**
 * The last request of a page that is left mostly arrives, and its answer never does.
 *
 * @param {JournalRecord} record
 * @returns {Promise<boolean>} False as well where the server cannot say.
 */
async function hasArrived(record) {
  const { key, post, fields } = record;
  if (!post) return false;
  const body = withFields(new FormData(), fields);
  body.set("key", key);
  const { status, data } = await send(`/desk/posts/${post}/holds`, body);
  const isKept = status === 200 && data?.is_kept === true;
  if (isKept) await forget(record);
  return isKept;
}

/** Where it cannot be removed, on a full disk, it is looked at again another time. @param {JournalRecord} record */
function forget({ key, editor }) {
  return journal.remove(key, editor).catch(() => {});
}

// The desk says which pieces have a copy on this device that may be newer, and lists those that it shows nowhere else:
// a new piece, and one that is not there any more, which its copy can begin anew.

import * as journal from "../editor/saving/journal.js";
import { allLeftBehind } from "../editor/saving/lost.js";
import { moment, name } from "../editor/saving/words.js";

/** @typedef {journal.JournalRecord} JournalRecord */

const list = document.getElementById("unsaved");
for (const record of await allLeftBehind()) {
  if (mark(record) || !list) continue;
  const piece = record.post && await fetch(addressOf(record), { method: "HEAD" }).catch(() => null);
  const isGone = piece && piece.status === 404;
  const left = isGone ? { ...record, post: "" } : record;
  if (isGone) await journal.put(left);
  add(left, list);
}

/**
 * @param {JournalRecord} record
 * @returns {boolean} Whether the piece stands on this page.
 */
function mark(record) {
  const link = record.post && document.querySelector(`main a[href="${addressOf(record)}"]`);
  if (!link) return false;
  const isMarked = link.parentElement?.querySelector("[data-unsaved]");
  if (!isMarked) link.after(copyOf("newer-copy"));
  return true;
}

/**
 * @param {JournalRecord} record
 * @param {HTMLElement} list
 */
function add(record, list) {
  const row = copyOf("unsaved-piece");
  const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
  link.textContent = name(record.fields);
  link.href = addressOf(record);
  const when = /** @type {HTMLElement} */ (row.querySelector("[data-when]"));
  when.textContent = `Typed ${moment(record.typedAt)}`;
  list.querySelector("ul")?.append(row);
  list.hidden = false;
}

/** @param {JournalRecord} record */
function addressOf({ post, kind }) {
  if (post) return `/desk/posts/${post}/`;
  return kind === "page" ? "/desk/posts/new?kind=page" : "/desk/posts/new";
}

/**
 * @param {string} id
 * @returns {Element}
 */
function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {Element} */ (template.content.firstElementChild?.cloneNode(true));
}

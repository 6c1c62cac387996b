// The desk says which pieces have a newer copy on this device, and lists those that never reached the server.

import { allLeftBehind } from "../editor/lost.js";
import { moment, name } from "../editor/words.js";

/** @typedef {import("../editor/journal.js").JournalRecord} JournalRecord */

const list = document.getElementById("unsaved");
for (const record of await allLeftBehind()) {
  if (record.post) mark(record);
  else if (list) add(record, list);
}

/** @param {JournalRecord} record */
function mark({ post }) {
  const link = document.querySelector(`main a[href$="/desk/posts/${CSS.escape(post)}/"]`);
  const isMarked = link?.parentElement?.querySelector("[data-unsaved]");
  if (link && !isMarked) link.after(copyOf("newer-copy"));
}

/**
 * @param {JournalRecord} record
 * @param {HTMLElement} list
 */
function add({ fields, kind, typedAt }, list) {
  const row = copyOf("unsaved-piece");
  const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
  link.textContent = name(fields);
  if (kind === "page") link.href += "?kind=page";
  const when = /** @type {HTMLElement} */ (row.querySelector("[data-when]"));
  when.textContent = `Typed ${moment(typedAt)}`;
  list.querySelector("ul")?.append(row);
  list.hidden = false;
}

/**
 * @param {string} id
 * @returns {Element}
 */
function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {Element} */ (template.content.firstElementChild?.cloneNode(true));
}

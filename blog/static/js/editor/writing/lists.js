// Enter goes on with a list, a task list or a quotation; on an item with nothing in it, it ends it.

import { isOfComposition, replaceRange } from "./edit.js";
import { lineStart } from "./blocks.js";

// Signs of quotation, then the sign of a list with its box.
const ITEM = /^([ \t]*(?:>[ \t]?)*)(?:([ \t]*)([-*+]|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?)?/;

/** @param {HTMLFormElement} form */
export function startLists(form) {
  const source = /** @type {HTMLTextAreaElement} */ (form.querySelector("#source"));
  source.addEventListener("keydown", (event) => {
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if (event.key !== "Enter" || !isPlain || isOfComposition(event)) return;
    const edit = nextItem(source.value, source.selectionStart, source.selectionEnd);
    if (!edit) return;
    event.preventDefault();
    replaceRange(source, edit.start, edit.end, edit.text, { select: edit.select });
  });
}

/**
 * What Enter does there; null where it is only a line break.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {import("./marks.js").Edit | null}
 */
function nextItem(text, start, end) {
  const from = lineStart(text, start);
  const lineEnd = text.indexOf("\n", start);
  const line = text.slice(from, lineEnd < 0 ? text.length : lineEnd);
  const [head, quotation, indent = "", sign, number, dot, gap, box] = ITEM.exec(line) ?? [""];
  if (!head.trim() || start < from + head.length) return null;
  if (line.length === head.length && start === end) {
    // Nothing in it: the innermost sign goes, and what it stood in goes on.
    const kept = sign ? quotation : quotation.replace(/>[ \t]?$/, "");
    return { start: from, end: from + head.length, text: kept, select: [from + kept.length, from + kept.length] };
  }
  const nextSign = number ? `${Number(number) + 1}${dot}` : sign;
  const added = `\n${quotation}${sign ? indent + nextSign + gap + (box ? "[ ] " : "") : ""}`;
  return { start, end, text: added, select: [start + added.length, start + added.length] };
}

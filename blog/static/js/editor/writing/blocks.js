// Marks of whole lines and blocks, and the notes at the end. Pure, like marks.js, which lists them.

/** @typedef {import("./marks.js").Edit} Edit */
/** @typedef {import("./marks.js").Mark} Mark */

/**
 * The change of whole lines: `on` for all of them, or `off` where all that hold words have the sign.
 *
 * @param {(line: string) => boolean} has
 * @param {(line: string) => string} on
 * @param {(line: string) => string} off
 * @returns {Mark}
 */
export function lines(has, on, off) {
  return (text, start, end) => {
    const [from, to] = wholeLines(text, start, end);
    const selected = text.slice(from, to).split("\n");
    const isOn = selected.some((line) => line) && selected.every((line) => !line || has(line));
    const changed = selected.map((line) => (isOn ? off : on)(line)).join("\n");
    const caret = Math.max(from, end + changed.length - (to - from));
    return { start: from, end: to, text: changed, select: start === end ? [caret, caret] : [from, from + changed.length] };
  };
}

/**
 * `::: name` and `:::` around the lines; with nothing selected, around `inside`.
 *
 * @param {string} name
 * @param {string} title
 * @param {string} [inside]
 * @returns {Mark}
 */
export function fence(name, title, inside = "") {
  return (text, start, end) => {
    const [from, to] = wholeLines(text, start, end);
    if (isFenced(name)(text, start, end)) {
      const opening = lineStart(text, from - 1);
      const closing = text.indexOf("\n", to + 1) < 0 ? text.length : text.indexOf("\n", to + 1);
      const kept = text.slice(from, to);
      return { start: opening, end: closing, text: kept, select: [opening, opening + kept.length] };
    }
    const words = text.slice(from, to) || inside;
    const opening = `::: ${name}${title}\n`;
    const made = block(text, from, to, `${opening}${words}\n:::`, opening.length);
    const [at] = made.select;
    if (title) return { ...made, select: [at - title.length, at - 1] };
    return { ...made, select: inside && words === inside ? [at, at + inside.indexOf(":")] : [at, at + words.length] };
  };
}

/** @param {string} name */
export function isFenced(name) {
  const opening = new RegExp(`(?:^|\\n):::[ \\t]*${name}[^\\n]*\\n$`);
  /** @param {string} text @param {number} start @param {number} end */
  return (text, start, end) => {
    const [from, to] = wholeLines(text, start, end);
    return opening.test(text.slice(Math.max(0, from - 300), from)) && /^\n:::[ \t]*(?:\n|$)/.test(text.slice(to, to + 99));
  };
}

/**
 * A block of its own, with an empty line on each side.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} words
 * @param {number} caret offset in `words`
 * @returns {Edit}
 */
export function block(text, start, end, words, caret) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const above = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const at = start + above.length + caret;
  return { start, end, text: above + words + below, select: [at, at] };
}

/**
 * The sign stands where the writer is; its note waits at the end of the text, with the caret in it.
 *
 * @type {Mark}
 */
export function footnote(text, _start, end) {
  const numbers = [...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const sign = `[^${Math.max(0, ...numbers) + 1}]`;
  const isAfterNote = /(?:^|\n)\[\^[^\]\n]+\]:[^\n]*\n*$/.test(text);
  const gap = isAfterNote ? "\n" : "\n\n";
  const tail = `${gap.slice(/\n{0,2}$/.exec(text)?.[0].length)}${sign}: `;
  const caret = text.length + sign.length + tail.length;
  return { start: end, end, text: sign, tail, select: [caret, caret] };
}

/**
 * From the beginning of the first line of the selection to the end of its last. A selection that ends right after a line
 * break means the line before it.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
function wholeLines(text, start, end) {
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const to = text.indexOf("\n", last);
  return [lineStart(text, start), to < 0 ? text.length : to];
}

/**
 * @param {string} text
 * @param {number} offset
 */
export function lineStart(text, offset) {
  return offset ? text.lastIndexOf("\n", offset - 1) + 1 : 0;
}

// What each button does to a text. Pure: a text and a selection in, one change out. Where the mark is there already
// it is taken away again.

import { block, fence, footnote, isFenced, lines, lineStart } from "./blocks.js";

/**
 * `text` takes the place of what stands between `start` and `end`, after `tail` was added at the end of everything.
 *
 * @typedef {{start: number, end: number, text: string, tail?: string, select: [number, number]}} Edit
 */
/** @typedef {(text: string, start: number, end: number) => Edit} Mark */

// What may stand before the words of a line: signs of quotations, lists, tasks and headings.
const LINE_START = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])[ \t]*(?:\[[ xX]\][ \t]+)?)*/;

/** @type {Record<string, Mark>} */
export const MARKS = {
  bold: around("**"),
  italic: around("*"),
  spoiler: (text, start, end) => {
    const isOfBlocks = /\n[ \t]*\n/.test(text.slice(start, end)) || isFenced("spoiler")(text, start, end);
    return (isOfBlocks ? fence("spoiler", " What it gives away") : around("||"))(text, start, end);
  },
  heading: lines((line) => /^#{1,6} /.test(line), (line) => `## ${line}`, (line) => line.replace(/^#+ +/, "")),
  quote: lines((line) => /^>/.test(line), (line) => (line ? `> ${line}` : ">"), (line) => line.replace(/^> ?/, "")),
  dialogue: fence("dialogue", "", "Name: “”"),
  pull: fence("pull", ""),
  link,
  footnote,
  picture: (text, start, end) => block(text, start, end, "![](address)", 2),
  pair: (text, start, end) => block(text, start, end, "![](address)\n![](address)", 2),
};

/**
 * A mark on both sides of the words: of the selected ones, without the spaces at their ends, in each line by itself.
 *
 * @param {string} mark
 * @returns {Mark}
 */
function around(mark) {
  return (text, start, end) => {
    if (text.slice(start, end).includes("\n") && mark !== "||") return aroundEachLine(mark, text, start, end);
    const [from, to] = trimmed(text, start, end);
    const size = mark.length;
    if (from === to && isEndOfMarked(text, from, mark)) {
      return { start: from, end: to, text: "", select: [from + size, from + size] };
    }
    if (isMarked(text, from, to, mark)) {
      return { start: from - size, end: to + size, text: text.slice(from, to), select: [from - size, to - size] };
    }
    if (to - from > 2 * size && isMarked(text, from + size, to - size, mark)) {
      return { start: from, end: to, text: text.slice(from + size, to - size), select: [from, to - 2 * size] };
    }
    return { start: from, end: to, text: mark + text.slice(from, to) + mark, select: [from + size, to + size] };
  };
}

/**
 * @param {string} mark
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Edit}
 */
function aroundEachLine(mark, text, start, end) {
  const selected = text.slice(start, end).split("\n");
  const parts = selected.map((line) => {
    const head = LINE_START.exec(line)?.[0].length ?? 0;
    const [from, to] = trimmed(line, head, line.length);
    const isOn = to - from > 2 * mark.length && isMarked(line, from + mark.length, to - mark.length, mark);
    return { line, from, to, isOn };
  });
  const isOff = parts.some(({ from, to, isOn }) => to > from && !isOn);
  const changed = parts.map(({ line, from, to, isOn }) => {
    if (to === from || isOn === isOff) return line;
    const words = isOff ? mark + line.slice(from, to) + mark : line.slice(from + mark.length, to - mark.length);
    return line.slice(0, from) + words + line.slice(to);
  }).join("\n");
  return { start, end, text: changed, select: [start, start + changed.length] };
}

/**
 * Whether the mark stands right before `start` and right after `end`. Of stars one is italic, two bold, three both.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} mark
 */
function isMarked(text, start, end, mark) {
  if (mark[0] !== "*") return text.endsWith(mark, start) && start >= mark.length && text.startsWith(mark, end);
  const before = /\**$/.exec(text.slice(Math.max(0, start - 3), start))?.[0].length ?? 0;
  const after = /^\**/.exec(text.slice(end, end + 3))?.[0].length ?? 0;
  const stars = Math.min(before, after);
  return stars === 3 || stars === mark.length;
}

/**
 * Whether words end there that the mark was opened for: the same key once more then goes on behind them.
 *
 * @param {string} text
 * @param {number} at
 * @param {string} mark
 */
function isEndOfMarked(text, at, mark) {
  const line = text.slice(lineStart(text, at), at).replace(LINE_START, "");
  const before = /[*|]*$/.exec(line)?.[0].length ?? 0;
  const after = /^[*|]*/.exec(text.slice(at, at + 4))?.[0].length ?? 0;
  const isOpen = line.split(mark).length % 2 === 0;
  const isOfMark = text.startsWith(mark, at) && (after === mark.length || after === 3);
  // As much before as after is a mark that nothing was written into yet.
  return isOpen && isOfMark && before !== after && /\S$/.test(line);
}

/** @type {Mark} */
function link(text, start, end) {
  const words = text.slice(start, end);
  const made = linkAround(text, start, end);
  if (made) return made;
  if (/^https?:\/\/\S+$/.test(words)) return { start, end, text: `[](${words})`, select: [start + 1, start + 1] };
  const at = start + words.length + 3;
  return { start, end, text: `[${words}](https://)`, select: words ? [at, at + 8] : [start + 1, start + 1] };
}

/**
 * What takes away the link that the selection is, or is in; a picture is none.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Edit | null}
 */
function linkAround(text, start, end) {
  const from = lineStart(text, start);
  const line = text.slice(from).split("\n", 1)[0];
  for (const { 0: whole, 1: words, index } of line.matchAll(/(?<!!)\[([^\]]*)\]\([^)]*\)/g)) {
    const at = from + index;
    const isBeside = start === end && (start === at || start === at + whole.length);
    if (at > start || end > at + whole.length || isBeside) continue;
    return { start: at, end: at + whole.length, text: words, select: [at, at + words.length] };
  }
  return null;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
function trimmed(text, start, end) {
  const words = text.slice(start, end);
  if (!words.trim()) return [start, end];
  return [end - words.trimStart().length, start + words.trimEnd().length];
}

// Keeps draft and preview side by side: whichever the writer moves leads, the other follows. And the block that is being
// written stays in sight.

import { topsOf } from "./ruler.js";

/** @param {HTMLFormElement} form */
export function startScroll(form) {
  const draft = /** @type {HTMLElement} */ (form.querySelector(".draft"));
  const source = /** @type {HTMLTextAreaElement} */ (form.querySelector("#source"));
  const pane = /** @type {HTMLElement | null} */ (form.querySelector("#preview:not(.theirs)"));
  if (!pane) return;
  let lines = (pane.dataset.lines ?? "").split(" ").filter(Boolean).map(Number);
  /** @type {HTMLElement} Only who leads is followed, or each would push the other on for ever. */
  let leader = draft;

  for (const side of [draft, pane]) {
    const lead = () => { leader = side; };
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown", "focusin"]) {
      side.addEventListener(kind, lead, { passive: true });
    }
    side.addEventListener("scroll", () => {
      if (side !== leader || !areBothSeen(draft, pane)) return;
      const marks = marksOf(draft, source, pane, lines);
      const [from, to] = side === draft ? [marks.draft, marks.pane] : [marks.pane, marks.draft];
      follow(side, side === draft ? pane : draft, from, to);
    }, { passive: true });
  }

  pane.addEventListener("preview:shown", (event) => {
    lines = /** @type {CustomEvent} */ (event).detail.lines;
    const block = blockAt(pane, lines, lineOf(source));
    if (block && leader === draft && areBothSeen(draft, pane)) reveal(pane, block);
  });
}

/**
 * Heights that belong together: the ends of both sides, and every block of the text.
 *
 * @param {HTMLElement} draft
 * @param {HTMLTextAreaElement} source
 * @param {HTMLElement} pane
 * @param {readonly number[]} lines
 */
function marksOf(draft, source, pane, lines) {
  const blocks = blocksOf(pane);
  const marks = { draft: [0], pane: [0] };
  if (blocks.length === lines.length) {
    const firsts = [...lines.keys()].filter((at) => at === 0 || lines[at] > lines[at - 1]);
    const textTop = topIn(draft, source);
    const tops = topsOf(source, firsts.map((at) => lines[at]));
    marks.draft.push(...tops.map((top) => textTop + top));
    marks.pane.push(...firsts.map((at) => topIn(pane, blocks[at])));
  }
  marks.draft.push(draft.scrollHeight);
  marks.pane.push(pane.scrollHeight);
  return marks;
}

/**
 * The point that is looked at moves from the top edge to the bottom edge as the leader goes from its beginning to its
 * end: so both ends always meet.
 *
 * @param {HTMLElement} leader
 * @param {HTMLElement} follower
 * @param {readonly number[]} from
 * @param {readonly number[]} to
 */
function follow(leader, follower, from, to) {
  const way = leader.scrollHeight - leader.clientHeight;
  if (way <= 0) return;
  const seen = (leader.scrollTop / way) * leader.scrollHeight;
  const wanted = between(seen, from, to) / follower.scrollHeight;
  follower.scrollTop = wanted * (follower.scrollHeight - follower.clientHeight);
}

/**
 * @param {number} height
 * @param {readonly number[]} from in ascending order
 * @param {readonly number[]} to
 */
function between(height, from, to) {
  let at = from.findIndex((mark) => mark > height) - 1;
  if (at < 0) at = from.length - 2;
  const share = (height - from[at]) / Math.max(1, from[at + 1] - from[at]);
  return to[at] + Math.min(1, share) * (to[at + 1] - to[at]);
}

/**
 * @param {HTMLElement} pane
 * @param {HTMLElement} block
 */
function reveal(pane, block) {
  const top = topIn(pane, block) - pane.scrollTop;
  const isInSight = top + Math.min(block.offsetHeight, pane.clientHeight / 2) <= pane.clientHeight && top + block.offsetHeight > 0;
  if (!isInSight) pane.scrollTop += top - pane.clientHeight / 3;
}

/** @param {HTMLTextAreaElement} source */
function lineOf(source) {
  return source.value.slice(0, source.selectionStart).split("\n").length - 1;
}

/**
 * @param {HTMLElement} pane
 * @param {readonly number[]} lines
 * @param {number} line
 */
function blockAt(pane, lines, line) {
  return blocksOf(pane)[Math.max(0, lines.findLastIndex((start) => start <= line))];
}

/** @param {HTMLElement} pane */
function blocksOf(pane) {
  return /** @type {HTMLElement[]} */ ([...(pane.querySelector(".prose")?.children ?? [])]);
}

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} element
 */
function topIn(scroller, element) {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}

/**
 * @param {HTMLElement} draft
 * @param {HTMLElement} pane
 */
function areBothSeen(draft, pane) {
  return draft.offsetParent !== null && pane.offsetParent !== null;
}

// Where the lines of a textarea stand, which no browser says: the same words are laid out once more, unseen, and measured.

/** @type {WeakMap<HTMLTextAreaElement, HTMLElement>} */
const rulers = new WeakMap();

/**
 * How far below the top of the text each of these lines begins, in pixels. Lines are counted from 0, as they stand in
 * the text, however often they wrap. What has not changed since the last time is not laid out again.
 *
 * @param {HTMLTextAreaElement} textarea
 * @param {readonly number[]} lines in ascending order
 * @returns {number[]}
 */
export function topsOf(textarea, lines) {
  const ruler = rulers.get(textarea) ?? made(textarea);
  ruler.style.width = `${textarea.clientWidth}px`;
  const stretches = split(textarea.value, lines);
  stretches.forEach((words, at) => {
    const stretch = ruler.children[at] ?? ruler.appendChild(document.createElement("div"));
    if (stretch.textContent !== words) stretch.textContent = words;
  });
  while (ruler.children.length > stretches.length) ruler.lastElementChild?.remove();
  return lines.map((_, at) => /** @type {HTMLElement} */ (ruler.children[at + 1]).offsetTop);
}

/** @param {HTMLTextAreaElement} textarea */
function made(textarea) {
  const ruler = document.createElement("div");
  ruler.className = "ruler";
  ruler.setAttribute("aria-hidden", "true");
  textarea.after(ruler);
  rulers.set(textarea, ruler);
  return ruler;
}

/**
 * The text before the first of the lines, and from each line to the next.
 *
 * @param {string} text
 * @param {readonly number[]} lines
 */
function split(text, lines) {
  const stretches = [];
  let [offset, line] = [0, 0];
  for (const wanted of lines) {
    const start = offset;
    for (; line < wanted && offset < text.length; line += 1) offset = text.indexOf("\n", offset) + 1 || text.length;
    stretches.push(text.slice(start, offset));
  }
  return [...stretches, text.slice(offset)];
}

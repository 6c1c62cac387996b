// The pane that shows how a draft reads. A newer reading takes the place of the older one block by block: what has not
// changed stays untouched, and what the writer has uncovered or unfolded stays so.

export class ReadingPane {
  /** @type {WeakMap<Element, string>} The HTML that each block came as. */
  #came = new WeakMap();

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.note = /** @type {HTMLElement} */ (pane.querySelector(".behind"));
    this.reading = /** @type {HTMLElement} */ (pane.querySelector(".reading"));
    this.#remember(this.reading);
    // Its boxes uncover; they are no fields of the form. Its links lead out of a draft that is being written.
    pane.addEventListener("input", (event) => event.stopPropagation());
    pane.addEventListener("click", follow);
  }

  /** @param {string} html made by the server, cleaned there */
  show(html) {
    const states = statesOf(this.reading);
    // In a template nothing is loaded before it is shown.
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content;
    this.#remember(fresh);
    const [older, newer] = [this.reading.querySelector(".prose"), fresh.querySelector(".prose")];
    if (older && newer) {
      this.#replace(older, newer);
      newer.replaceWith(document.createElement("div"));
      this.#replaceAround(older, fresh);
    } else {
      this.reading.replaceChildren(...fresh.children);
    }
    restore(this.reading, states);
    this.say("");
  }

  /** @param {string} sentence why this is not up to date; empty when it is */
  say(sentence) {
    if (this.note.textContent === sentence) return; // it is read out
    this.note.textContent = sentence;
    this.note.hidden = !sentence;
  }

  /** @param {ParentNode} parent */
  #remember(parent) {
    for (const block of [...parent.querySelectorAll(".prose > *"), ...parent.querySelectorAll("article > :not(.prose)")]) {
      this.#came.set(block, block.outerHTML);
    }
  }

  /**
   * Replace the blocks between the first and the last that differ.
   *
   * @param {Element} older
   * @param {Element} newer
   */
  #replace(older, newer) {
    const [before, after] = [[...older.children], [...newer.children]];
    /** @param {Element | undefined} one @param {Element | undefined} other */
    const isSame = (one, other) => one && other && this.#came.get(one) === this.#came.get(other);
    let start = 0;
    while (isSame(before[start], after[start])) start += 1;
    let [end, newEnd] = [before.length, after.length];
    while (Math.min(end, newEnd) > start && isSame(before[end - 1], after[newEnd - 1])) [end, newEnd] = [end - 1, newEnd - 1];
    const next = before[end] ?? null;
    for (const block of before.slice(start, end)) block.remove();
    for (const block of after.slice(start, newEnd)) older.insertBefore(block, next);
  }

  /**
   * The same for the title, the cover and the rest that stands in the article with the text.
   *
   * @param {Element} prose
   * @param {ParentNode} fresh
   */
  #replaceAround(prose, fresh) {
    const [article, newArticle] = [prose.parentElement, fresh.querySelector("article")];
    if (!article || !newArticle) return;
    article.lang = newArticle.lang;
    const blocks = [...newArticle.children].slice(0, -1);
    const before = [...article.children].slice(0, -1);
    const isSame = blocks.length === before.length
      && blocks.every((block, at) => this.#came.get(block) === this.#came.get(before[at]));
    if (!isSame) article.replaceChildren(...blocks, prose);
  }
}

/**
 * What is uncovered and unfolded, known by its words and by which of the same words it is.
 *
 * @param {Element} reading
 * @returns {Map<string, HTMLInputElement | HTMLDetailsElement>}
 */
function statesOf(reading) {
  const states = new Map();
  for (const each of reading.querySelectorAll("details, .spoiler")) {
    const words = each.querySelector("summary")?.textContent ?? each.textContent;
    let nth = 0;
    while (states.has(`${words}\n${nth}`)) nth += 1;
    states.set(`${words}\n${nth}`, each.querySelector(":scope > input") ?? each);
  }
  return states;
}

/**
 * @param {Element} reading
 * @param {Map<string, HTMLInputElement | HTMLDetailsElement>} states
 */
function restore(reading, states) {
  for (const [key, each] of statesOf(reading)) {
    const before = states.get(key);
    if (each instanceof HTMLInputElement) each.checked = before instanceof HTMLInputElement && before.checked;
    else each.open = before instanceof HTMLDetailsElement && before.open;
  }
}

/** @param {MouseEvent} event */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link || !link.href) return;
  event.preventDefault();
  const isHere = link.getAttribute("href")?.startsWith("#");
  if (isHere) document.getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView({ block: "center" });
  else window.open(link.href, "_blank", "noopener");
}

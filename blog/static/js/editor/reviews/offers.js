// A field that names a work: known ones are offered as it is typed, by any of their titles. Whatever is typed may stay:
// the server reads it by the same rule.

import { openListbox } from "../listbox.js";
import { isOfComposition } from "../writing/edit.js";

const PAUSE_MS = 120;

/**
 * @typedef {{line: string, lang: string, kind: string, beside: string, besideLang: string}} Offer
 * @typedef {{offers: Offer[], kind: string, said: string}} Answer
 * @typedef {object} Asking
 * @property {string} address Of what is known.
 * @property {() => Record<string, string>} [more] What is asked beside the line.
 * @property {(answer: Answer) => void} [heard]
 */

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {Asking} asking
 * @returns {{askAgain: () => void}} To hear of the line as it stands, without offers.
 */
export function offerWorks(input, list, { address, more = () => ({}), heard = () => {} }) {
  const listbox = openListbox(input, list, (at) => take(at));
  /** @type {Offer[]} */
  let offers = [];
  let asked = new AbortController();
  let timer = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  /** @param {{isOffering: boolean}} how */
  const ask = async ({ isOffering }) => {
    asked.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ q: input.value, ...more() });
    const request = { headers: { Accept: "application/json" }, signal: asked.signal };
    const answer = await fetch(`${address}?${query}`, request).then(read).catch(() => null);
    if (!answer) return;
    heard(answer);
    offers = answer.offers;
    if (isOffering && document.activeElement === input) show();
  };

  const show = () => listbox.show(offers.map(({ line, ...rest }) => ({ words: line, ...rest })));

  /** @param {number} at */
  const take = (at) => {
    listbox.close();
    input.value = offers[at].line;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  /** @param {boolean} isOffering */
  const askSoon = (isOffering) => {
    clearTimeout(timer);
    listbox.close();
    timer = setTimeout(() => ask({ isOffering: isOffering && input.value.trim() !== "" }), PAUSE_MS);
  };

  input.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    // What a script puts in is no typing, and gets no offers.
    askSoon(event.isTrusted);
  });
  input.addEventListener("compositionend", () => askSoon(true));
  input.addEventListener("keydown", (event) => {
    if (isOfComposition(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) show();
      listbox.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && listbox.active >= 0) take(listbox.active);
    else if (event.key === "Escape" && !list.hidden) listbox.close();
    else return;
    event.preventDefault();
    // Escape elsewhere in a form may mean something to it.
    event.stopPropagation();
  });
  input.addEventListener("blur", () => listbox.close());
  // What was typed before this script ran.
  if (document.activeElement === input && input.value !== input.defaultValue) askSoon(true);

  return { askAgain: () => askSoon(false) };
}

/**
 * @param {Response} answer
 * @returns {Promise<Answer | null>}
 */
async function read(answer) {
  return answer.ok ? answer.json() : null;
}

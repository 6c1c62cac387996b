// The field that names a work: known ones are offered as it is typed, by any of their titles, and the line below says
// which one is meant or what will be made. Whatever is typed may stay: the server reads it by the same rule.

import { openListbox } from "../listbox.js";
import { isOfComposition } from "../writing/edit.js";

const PAUSE_MS = 120;

/** @typedef {{line: string, lang: string, kind: string, beside: string, besideLang: string}} Offer */

/**
 * @param {HTMLElement} group
 * @param {string} address Of what is known.
 */
export function startTitle(group, address) {
  const input = /** @type {HTMLInputElement} */ (group.querySelector(".named input"));
  const list = /** @type {HTMLElement} */ (group.querySelector(".listbox"));
  const said = /** @type {HTMLElement} */ (group.querySelector(".said"));
  const kind = /** @type {HTMLSelectElement} */ (group.querySelector(".sort select"));
  const listbox = openListbox(input, list, (at) => take(at));
  /** @type {Offer[]} */
  let offers = [];
  let asking = new AbortController();
  let timer = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  /** @param {{isOffering: boolean}} how */
  const ask = async ({ isOffering }) => {
    asking.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ q: input.value, kind: kind.value });
    const request = { headers: { Accept: "application/json" }, signal: asking.signal };
    const answer = await fetch(`${address}?${query}`, request).then(read, () => null);
    if (!answer) return;
    said.innerHTML = answer.said;
    group.toggleAttribute("data-new", input.value.trim() !== "" && !answer.kind);
    if (answer.kind && kind.value !== answer.kind) choose(answer.kind);
    offers = answer.offers;
    if (isOffering && document.activeElement === input) show();
  };

  const show = () => listbox.show(offers.map(({ line, ...rest }) => ({ words: line, ...rest })));

  /** @param {string} value */
  const choose = (value) => {
    kind.value = value;
    kind.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

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
  kind.addEventListener("change", () => askSoon(false));
  input.addEventListener("keydown", (event) => {
    if (isOfComposition(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) show();
      listbox.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && listbox.active >= 0) take(listbox.active);
    else if (event.key === "Escape" && !list.hidden) listbox.close();
    else return;
    event.preventDefault();
    // Escape elsewhere in the form goes back to the text.
    event.stopPropagation();
  });
  input.addEventListener("blur", () => listbox.close());
  // A work that was new is known once the piece has been saved.
  input.form?.addEventListener("draft:saved", (event) => {
    const { isExplicit } = /** @type {CustomEvent} */ (event).detail;
    if (isExplicit && group.isConnected && group.hasAttribute("data-new")) askSoon(false);
  });
}

/**
 * @param {Response} answer
 * @returns {Promise<{offers: Offer[], kind: string, said: string} | null>}
 */
async function read(answer) {
  return answer.ok ? answer.json() : null;
}

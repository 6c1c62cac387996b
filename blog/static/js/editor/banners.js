// The banners over the draft: cloned from the page's own templates, one of each name at a time.

/**
 * @param {string} kind Of the template, `<template id="banner-…">`.
 * @param {Record<string, string>} words What goes into the places marked `data-say`.
 * @param {Record<string, (button: HTMLButtonElement) => void>} [actions] What the buttons marked `data-do` do;
 *   those of which nothing is said here are left out.
 * @param {string} [name]
 * @returns {HTMLElement}
 */
export function showBanner(kind, words, actions = {}, name = kind) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`banner-${kind}`));
  const banner = /** @type {HTMLElement} */ (
    /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
  );
  banner.dataset.banner = name;
  fill(banner, words);
  for (const button of banner.querySelectorAll("button")) {
    if (!button.dataset.do) continue;
    const act = actions[button.dataset.do];
    if (act) button.addEventListener("click", () => act(button));
    else button.remove();
  }
  const shown = find(name);
  if (shown) shown.replaceWith(banner);
  else document.getElementById("banners")?.append(banner);
  return banner;
}

/**
 * @param {HTMLElement} banner
 * @param {Record<string, string>} words
 */
export function fill(banner, words) {
  for (const place of banner.querySelectorAll("[data-say]")) {
    const sentence = words[place.getAttribute("data-say") ?? ""];
    if (sentence !== undefined) place.textContent = sentence;
  }
}

/**
 * Say that something was asked for and not done, and why.
 *
 * @param {string} action As its button says it.
 * @param {import("./requests.js").Answer} answer
 */
export function sayUndone(action, { status, data }) {
  const why = data?.message ?? (status ? `The server answered with ${status}.` : "There is no connection.");
  showBanner("undone", { action, why });
}

/** @param {string} name */
export function hideBanner(name) {
  find(name)?.remove();
}

/**
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function find(name) {
  return document.querySelector(`[data-banner="${name}"]`);
}

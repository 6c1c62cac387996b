// A cover from all of the library: the list of the newest becomes what a search finds. Without scripts it stays the
// newest. Words that the library has for a picture are offered as the cover's.

const PAUSE = 300;

/** @param {HTMLFormElement} form */
export function startCovers(form) {
  const covers = form.querySelector("[data-covers]");
  const list = covers?.querySelector(".coverlist");
  const search = covers?.querySelector("input[type=search]");
  const words = form.elements.namedItem("cover_alt");
  if (!(covers instanceof HTMLElement) || !list || !(search instanceof HTMLInputElement)) return;
  const address = covers.dataset.covers ?? "";
  let offered = "";
  let timer = 0;
  let latest = 0;
  search.closest("[hidden]")?.removeAttribute("hidden");

  search.addEventListener("input", (event) => {
    event.stopPropagation(); // it changes nothing of the draft
    clearTimeout(timer);
    timer = setTimeout(() => void find(search.value), PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault(); // it would send the form
  });

  list.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !("value" in (words ?? {}))) return;
    const field = /** @type {HTMLInputElement} */ (words);
    if (field.value !== offered) return;
    offered = target.dataset.alt ?? "";
    field.value = offered;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });

  /** @param {string} wanted */
  async function find(wanted) {
    const number = ++latest;
    const response = await fetch(`${address}?${new URLSearchParams({ q: wanted })}`).catch(() => null);
    // What was found before stays where the server does not answer, or answers with a page to sign in.
    if (!response?.ok || response.redirected || number !== latest) return;
    const found = document.createElement("template");
    found.innerHTML = await response.text();
    const kept = [...(list?.querySelectorAll("label") ?? [])].filter((label) => label.matches(".nocover, :has(:checked)"));
    const here = new Set(kept.map((label) => label.htmlFor));
    const others = [...found.content.querySelectorAll("label")].filter((label) => !here.has(label.htmlFor));
    list?.replaceChildren(...kept, ...others);
  }
}

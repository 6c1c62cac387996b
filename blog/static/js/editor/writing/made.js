// What a piece has from its first save on.

/** @param {HTMLFormElement} form */
export function startMade(form) {
  const link = /** @type {HTMLAnchorElement} */ (form.querySelector("#revisions"));
  form.addEventListener("draft:created", (event) => {
    if (!(event instanceof CustomEvent)) return;
    link.href = `${event.detail.url}revisions/`;
    link.hidden = false;
    form.querySelector("#to-more")?.removeAttribute("hidden");
    // The title of a window tells one piece from another among many.
    const name = /** @type {HTMLTextAreaElement} */ (form.querySelector("#title")).value.trim();
    document.title = `Writing: ${name || "Untitled"} · Commonplace`;
  });
}

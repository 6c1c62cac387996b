// “Uncover everything” on a page with spoilers. Without a script the style sheet shows what is covered while the box
// is ticked; this opens the covers themselves, so that each can be closed again and the box says how they are.
(() => {
  const everything = /** @type {HTMLInputElement | null} */ (document.getElementById("uncover"));
  if (!everything) return;

  /** @returns {(HTMLInputElement | HTMLDetailsElement)[]} */
  const covers = () => [...document.querySelectorAll(/** @type {"input"} */ (".spoiler input, .hidden-part"))];

  everything.autocomplete = "off"; // else Back brings its tick back, and the covers are on
  everything.addEventListener("change", () => {
    for (const cover of covers()) {
      if (cover instanceof HTMLDetailsElement) cover.open = everything.checked;
      else {
        cover.checked = everything.checked;
        // One that is opened is read out; of all at once nobody wants to hear.
        cover.closest("[aria-live]")?.setAttribute("aria-live", everything.checked ? "off" : "polite");
      }
    }
  });

  const follow = (/** @type {Event} */ event) => {
    if (event.target === everything) return;
    everything.checked = covers().every((cover) => cover instanceof HTMLDetailsElement ? cover.open : cover.checked);
  };
  document.addEventListener("change", follow);
  document.addEventListener("toggle", follow, true); // it does not bubble
})();

// “I’ve seen it”: what covers hide of a work that the reader knows stands open for them, on every page of the blog.
// Which works these are is kept on the device and nowhere else. A page begins covered, so that nothing shows by
// mistake; [data-works] names the works that what stands in it is about, and the nearest one counts.
(() => {
  const KEY = "seen";

  /** @returns {Set<number>} the numbers of works; throws where the device keeps nothing */
  const kept = () => {
    const text = localStorage.getItem(KEY) ?? "[]";
    let list;
    try { list = JSON.parse(text); } catch { /* not ours */ }
    return new Set(Array.isArray(list) ? list.filter(Number.isSafeInteger) : []);
  };

  /** @param {Set<number>} works */
  const keep = (works) => {
    if (works.size) localStorage.setItem(KEY, JSON.stringify([...works]));
    else localStorage.removeItem(KEY);
  };

  /** What is open by our doing. What readers open themselves is theirs. @type {Map<HTMLElement, boolean>} */
  const opened = new Map();

  /** @param {HTMLElement} about @param {boolean} isKnown */
  const open = (about, isKnown) => {
    opened.set(about, isKnown);
    for (const cover of about.querySelectorAll(".spoiler input, .hidden-part")) {
      if (cover.closest("[data-works]") !== about) continue;
      if (cover instanceof HTMLDetailsElement) cover.open = isKnown;
      else if (cover instanceof HTMLInputElement) {
        cover.checked = isKnown;
        cover.autocomplete = "off"; // else Back brings the tick back, also when the work is no longer known
        cover.closest("[aria-live]")?.setAttribute("aria-live", isKnown ? "off" : "polite"); // as in covers.js
      }
    }
    about.dispatchEvent(new Event("change", { bubbles: true })); // covers.js says how they are
    for (const words of about.querySelectorAll("[data-while]")) {
      if (words instanceof HTMLElement) words.hidden = (words.dataset.while === "seen") !== isKnown;
    }
  };

  /** @param {Set<number>} known */
  const show = (known) => {
    for (const about of document.querySelectorAll("[data-works]")) {
      if (!(about instanceof HTMLElement)) continue;
      const works = (about.dataset.works ?? "").split(" ").filter(Boolean).map(Number);
      const isKnown = works.length > 0 && works.every((work) => known.has(work));
      if (isKnown !== (opened.get(about) ?? false)) open(about, isKnown);
    }
    for (const button of document.querySelectorAll("button[data-work]")) {
      if (!(button instanceof HTMLElement)) continue;
      const isKnown = known.has(Number(button.dataset.work));
      button.hidden = false;
      const [say, takeBack] = button.children;
      say?.toggleAttribute("hidden", isKnown);
      takeBack?.toggleAttribute("hidden", !isKnown);
    }
    const all = document.querySelector("[data-seen]");
    all?.toggleAttribute("hidden", known.size === 0);
    all?.querySelector("span")?.replaceChildren(known.size === 1 ? "one work" : `${known.size} works`);
  };

  /** @param {Event} event */
  const press = (event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest("button[data-work], [data-seen] button") : null;
    if (!(button instanceof HTMLElement)) return;
    const work = button.dataset.work;
    const known = work ? kept() : new Set();
    if (work && !known.delete(Number(work))) known.add(Number(work));
    try { keep(known); } catch { /* it is full: then it lasts for this page */ }
    show(known);
  };

  try {
    show(kept());
  } catch {
    return; // nothing is kept here, so the buttons stay away
  }
  document.addEventListener("click", press);
  addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) show(kept()); });
  addEventListener("pageshow", (event) => { if (event.persisted) show(kept()); });
})();

// The reader's choice of paper. It is kept on this device only: no cookie, so that every page stays the same
// for everybody. A line in the page has put it down already (blog/web/paper.py), before anything was painted.
(() => {
  const root = document.documentElement;

  const kept = () => {
    // A browser that keeps nothing throws here; the choice then lasts for this page.
    try { return localStorage.getItem("paper"); } catch { return null; }
  };

  /** @param {string} scheme */
  const keep = (scheme) => {
    try { localStorage.setItem("paper", scheme); } catch { /* see above */ }
  };

  /** @param {string | null} scheme */
  const put = (scheme) => {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };

  put(kept());

  const choices = () => [...document.querySelectorAll("input")].filter((each) => each.name === "scheme");

  const show = () => {
    for (const choice of choices()) choice.checked = choice.value === (root.dataset.scheme ?? "auto");
  };

  addEventListener("DOMContentLoaded", () => {
    show();
    for (const choice of choices()) {
      choice.addEventListener("change", () => { keep(choice.value); put(choice.value); });
    }
  });
  // Going back, a browser puts the old choice back after that, or the whole page as it was left.
  addEventListener("pageshow", () => { put(kept() ?? root.dataset.scheme ?? null); show(); });
})();

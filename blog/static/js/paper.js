// The reader's choice of paper. It is kept on this device only: no cookie, so that every page stays the same
// for everybody. Loaded before the style is applied, so that nobody sees the other paper first.
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

  addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll("input")) {
      if (choice.name !== "scheme") continue;
      choice.checked = choice.value === (root.dataset.scheme ?? "auto");
      choice.addEventListener("change", () => { keep(choice.value); put(choice.value); });
    }
  });
})();

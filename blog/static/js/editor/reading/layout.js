// Write, both, read: the choice is kept on this device. And what a keyboard on the screen covers, for the toolbar above it.

const KEPT = "editor-view";

/** @param {HTMLFormElement} form */
export function startLayout(form) {
  const views = viewsOf(form);
  const isAsked = location.hash === "#preview" || form.dataset.unsaved !== undefined;
  const kept = views.find((view) => view.value === read());
  if (kept && !isAsked) kept.checked = true;
  for (const view of views) {
    view.addEventListener("change", () => {
      keep(view.value);
      // WebKit goes on typing into a field that is not to be seen any more.
      const focused = document.activeElement;
      if (view.value === "read" && focused instanceof HTMLElement && focused.closest(".draft")) focused.blur();
    });
    // The view is no part of the draft: nothing is saved for it.
    view.addEventListener("input", (event) => event.stopPropagation());
  }

  const screen = window.visualViewport;
  if (!screen) return;
  const measure = () => {
    // Whoever has zoomed in sees a part of the page; nothing is said about a keyboard then.
    const below = screen.scale > 1 ? 0 : document.documentElement.clientHeight - screen.height - screen.offsetTop;
    form.style.setProperty("--keyboard", `${Math.max(0, Math.round(below))}px`);
  };
  screen.addEventListener("resize", measure);
  screen.addEventListener("scroll", measure);
}

/**
 * The next view that this width has.
 *
 * @param {HTMLFormElement} form
 */
export function nextView(form) {
  const views = viewsOf(form).filter((view) => view.labels?.[0].offsetParent);
  // On a narrow screen “both” has no button, and is writing.
  const at = Math.max(0, views.findIndex((view) => view.checked));
  const next = views[(at + 1) % views.length];
  next.click();
  // Whoever comes back from reading goes on where the cursor was.
  if (next.value !== "read" && document.activeElement === document.body) /** @type {HTMLElement} */ (form.querySelector("#source")).focus();
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]}
 */
function viewsOf(form) {
  return [...form.querySelectorAll("input")].filter((input) => input.name === "view");
}

function read() {
  // A browser that keeps nothing throws here; the choice then lasts for this page.
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

/** @param {string} view */
function keep(view) {
  try { localStorage.setItem(KEPT, view); } catch { /* see above */ }
}

// The desk by keyboard: j and k, or the arrows within a list, go from piece to piece; / searches, n begins a new piece.
//
// Single letters are only taken where nothing is typed and no other key is held, so that they never shadow a shortcut.

const ROWS = "main .works .t, main .table .title";

const hint = document.getElementById("desk-keys");
if (hint) hint.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const isInList = document.activeElement?.matches(ROWS) ?? false;
  if (event.key === "j" || (event.key === "ArrowDown" && isInList)) step(1);
  else if (event.key === "k" || (event.key === "ArrowUp" && isInList)) step(-1);
  else if (event.key === "/") document.getElementById("q")?.focus();
  else if (event.key === "n") document.getElementById("write-new")?.click();
  else return;
  event.preventDefault();
});

/** @param {1 | -1} by */
function step(by) {
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(ROWS));
  const here = [...rows].findIndex((row) => row === document.activeElement);
  const last = rows.length - 1;
  const start = by > 0 ? 0 : last;
  const next = here < 0 ? start : Math.min(Math.max(here + by, 0), last);
  rows[next]?.focus();
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

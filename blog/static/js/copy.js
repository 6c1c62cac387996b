// Puts the address of a feed into the clipboard, where the browser lets a page do so.
const said = document.getElementById("copied");
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    // A browser may still refuse; what would be copied stands beside the button.
    if (!(await navigator.clipboard.writeText(button.dataset.copy ?? "").then(() => true, () => false))) return;
    if (said) said.textContent = `Copied ${button.dataset.copy}`;
    const word = button.firstChild;
    if (word) word.textContent = "Copied";
  });
}

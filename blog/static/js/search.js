// The search by keyboard: / goes to the box, j and k or the arrows go through what was found. Nothing depends on it.
//
// Single letters are only taken where nothing is typed and no other key is held. The arrows move only from one result to
// the next, or from the box into the results: everywhere else they scroll.

document.addEventListener("keydown", (event) => {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("q"));
  if (!box || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const results = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".results .title a")]);
  const here = results.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const isInBox = document.activeElement === box;
  const isTyping = document.activeElement?.matches("input, textarea, select") ?? false;
  const isFromHere = here >= 0 || isInBox;
  if (event.key === "/" && !isTyping) box.select();
  else if ((event.key === "j" && !isTyping) || (event.key === "ArrowDown" && isFromHere)) results[here + 1]?.focus();
  else if ((event.key === "k" && !isTyping) || (event.key === "ArrowUp" && here >= 0)) (results[here - 1] ?? box).focus();
  else return;
  event.preventDefault();
});

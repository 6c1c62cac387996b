// “Uncover everything” on a page with spoilers. The style sheet already shows what is covered while the box is
// ticked; this keeps the folded parts themselves in step, so that each can be folded again.
(() => {
  const everything = /** @type {HTMLInputElement | null} */ (document.getElementById("uncover"));
  everything?.addEventListener("change", () => {
    for (const part of document.querySelectorAll("details")) {
      if (part.matches(".hidden-part")) part.open = everything.checked;
    }
  });
})();

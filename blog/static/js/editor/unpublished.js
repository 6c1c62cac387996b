// The flag of a piece that is out, or waits for its time: there are changes that it does not have.

/** @param {HTMLFormElement} form */
export function startUnpublished(form) {
  const flag = /** @type {HTMLElement | null} */ (form.querySelector("#unpublished"));
  form.addEventListener("draft:saved", (event) => {
    if (flag && event instanceof CustomEvent) flag.hidden = event.detail.isExplicit;
  });
}

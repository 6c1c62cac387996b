// What stands on the page about the last save, and is no longer so after the next: the flag of changes that readers do
// not have yet, the sentence that the page was opened with, and the announcement, which belongs to one save.

/** @param {HTMLFormElement} form */
export function startUnpublished(form) {
  const flag = /** @type {HTMLElement | null} */ (form.querySelector("#unpublished"));
  form.addEventListener("draft:saved", (event) => {
    if (!(event instanceof CustomEvent)) return;
    if (flag) flag.hidden = event.detail.isExplicit;
    if (event.detail.isExplicit) emptyAnnouncement(form);
    for (const sentence of form.querySelectorAll("#banners [data-once]")) sentence.remove();
  });
}

/** Else the next Update would tell readers the same once more. @param {HTMLFormElement} form */
function emptyAnnouncement(form) {
  const announce = /** @type {HTMLInputElement | null} */ (form.querySelector("#announce"));
  const note = /** @type {HTMLInputElement | null} */ (form.querySelector("#note"));
  if (announce) announce.checked = false;
  if (note) note.value = "";
}

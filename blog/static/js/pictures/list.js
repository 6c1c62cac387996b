// Pictures on their way, as a list: how far each is, and what can be done about it. Cloned from the page's templates.

/**
 * @typedef {import("./queue.js").Upload} Upload
 * @typedef {import("./queue.js").Queue} Queue
 */

/**
 * @param {Element} before The list comes to stand behind it.
 * @param {() => Queue} queue
 */
export function createList(before, queue) {
  const section = clone("uploads");
  const list = /** @type {HTMLElement} */ (section.querySelector("ul"));
  const status = /** @type {HTMLElement} */ (section.querySelector("[role=status]"));
  /** @type {Map<Upload, {row: HTMLElement, state: string}>} */
  const rows = new Map();
  before.after(section);

  /**
   * @param {Upload} upload
   * @param {"upload" | "upload-refused"} template
   */
  function newRow(upload, template) {
    const row = clone(template);
    part(row, ".n").textContent = upload.file.name;
    row.addEventListener("click", ({ target }) => {
      const act = target instanceof HTMLElement ? target.dataset.do : undefined;
      if (act === "retry") queue().retry(upload);
      else if (act) queue().drop(upload);
    });
    return row;
  }

  /** @param {Upload} upload */
  function show(upload) {
    const isFailed = upload.state === "failed";
    const known = rows.get(upload);
    if (known?.state === (isFailed ? "failed" : "under way")) return known.row;
    const row = newRow(upload, isFailed ? "upload-refused" : "upload");
    const hadFocus = known?.row.contains(document.activeElement);
    if (known) known.row.replaceWith(row);
    else list.append(row);
    if (hadFocus) row.querySelector("button")?.focus();
    rows.set(upload, { row, state: isFailed ? "failed" : "under way" });
    return row;
  }

  /** @param {Upload} upload */
  function remove(upload) {
    const row = rows.get(upload)?.row;
    if (row?.contains(document.activeElement)) {
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      /** @type {HTMLElement | null | undefined} */ (beside?.querySelector("button"))?.focus();
    }
    row?.remove();
    rows.delete(upload);
  }

  return {
    /** @param {Upload} upload */
    update(upload) {
      if (upload.state === "done" || upload.state === "gone") {
        remove(upload);
        return;
      }
      const row = show(upload);
      if (upload.state === "failed") showRefusal(row, upload);
      else showProgress(row, upload);
    },

    /** Say something that only a screen reader needs. @param {string} sentence */
    say(sentence) {
      status.textContent = sentence;
    },
  };
}

/**
 * @param {HTMLElement} row
 * @param {Upload} upload
 */
function showRefusal(row, { file, sentence, isFinal }) {
  part(row, ".n").textContent = sentence.includes(file.name) ? "Not added." : `${file.name} wasn’t added.`;
  part(row, ".reason").textContent = sentence;
  part(row, "[data-do=retry]").hidden = isFinal;
}

/**
 * @param {HTMLElement} row
 * @param {Upload} upload
 */
function showProgress(row, { file, state, share }) {
  const progress = /** @type {HTMLProgressElement} */ (row.querySelector("progress"));
  progress.setAttribute("aria-label", `Uploading ${file.name}`);
  if (share === 1) progress.removeAttribute("value");
  else progress.value = share;
  const isSmall = file.size < 1_000_000;
  const [shown, unit] = isSmall ? [Math.ceil, "kB"] : [(/** @type {number} */ count) => (count / 1000).toFixed(1), "MB"];
  const sent = `${shown((file.size * share) / 1000)} of ${shown(file.size / 1000)} ${unit}`;
  part(row, ".cap").textContent = state === "waiting" ? "Waiting" : share === 1 ? "Looking at it" : sent;
}

/**
 * @param {HTMLElement} row
 * @param {string} selector
 */
function part(row, selector) {
  return /** @type {HTMLElement} */ (row.querySelector(selector));
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function clone(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}

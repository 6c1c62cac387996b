// Files that come by dragging or pasting. A file dropped beside the page's fields would open in place of the page.

/** @param {DataTransfer | null} carried */
export function filesIn(carried) {
  return [...(carried?.files ?? [])];
}

/**
 * Take every file that is dropped on the page; `zone` shows meanwhile that it would. Dragged words stay what they are.
 *
 * @param {Element} zone
 * @param {(files: File[], event: DragEvent) => void} take
 */
export function takeDrops(zone, take) {
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    zone.classList.remove("over");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const files = filesIn(event.dataTransfer);
    if (files.length) take(files, event);
  });
}

/** @param {DragEvent} event */
function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

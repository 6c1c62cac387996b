// Going away and coming back: nothing is asked where nothing would be lost.

import { isAtRisk, isKept } from "./progress.js";

/** @param {import("./saving.js").Saver} saver */
export function startLeaving(saver) {
  // A phone may end a page that it has put away without another word.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      void saver.journal();
      // At once: no timer runs any more in a page that is being left.
      void saver.flush();
    } else {
      saver.tell({ type: "resumed" });
    }
  });

  addEventListener("beforeunload", (event) => {
    // Once the page is hidden it is too late for what takes a moment.
    void saver.journal();
    if (isAtRisk(saver.progress)) event.preventDefault();
  });

  // Shown again from the browser's memory, the page knows nothing of what was saved elsewhere since.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (isKept(saver.progress)) location.reload();
    else void saver.flush();
  });
}

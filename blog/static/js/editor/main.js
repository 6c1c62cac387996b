// The editor in the order in which it comes to life. Each part finds what it serves in the form, and hears of every
// change of the draft through the `input` events that reach it; no part calls another.

import { startChips } from "./headings/chips.js";
import { startCount } from "./writing/count.js";
import { startCovers } from "./pictures/covers.js";
import { startGrowing } from "./writing/growing.js";
import { startKeys } from "./writing/keys.js";
import { startLayout } from "./reading/layout.js";
import { startLists } from "./writing/lists.js";
import { startMade } from "./writing/made.js";
import { startPreview } from "./reading/preview.js";
import { startReviews } from "./reviews/reviews.js";
import { startSaving } from "./saving/saving.js";
import { startScroll } from "./reading/scroll.js";
import { startSheet } from "./sheet/sheet.js";
import { startTools } from "./writing/tools.js";
import { startUnpublished } from "./saving/unpublished.js";
import { startUploads } from "./pictures/uploads.js";

const form = document.getElementById("editor");

/** @type {((form: HTMLFormElement) => void)[]} */
const parts = [
  startSaving,
  startGrowing,
  startTools,
  startLists,
  startKeys,
  startLayout,
  startChips,
  startReviews,
  startCount,
  startPreview,
  startScroll,
  startMade,
  startUnpublished,
  startUploads,
  startCovers,
  startSheet,
];

if (form instanceof HTMLFormElement) {
  for (const start of parts) start(form);
  // What needs a script shows only when all of it is there.
  form.classList.add("scripted");
}

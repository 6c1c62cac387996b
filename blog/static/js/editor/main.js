// The editor in the order in which it comes to life. Each part finds what it serves in the form, and hears of every
// change of the draft through the `input` events that reach it; no part calls another.

import { startChips } from "./chips.js";
import { startCount } from "./count.js";
import { startCovers } from "./covers.js";
import { startKeys } from "./keys.js";
import { startLayout } from "./layout.js";
import { startLists } from "./lists.js";
import { startMade } from "./made.js";
import { startPreview } from "./preview.js";
import { startSaving } from "./saving.js";
import { startScroll } from "./scroll.js";
import { startSheet } from "./sheet.js";
import { startTools } from "./tools.js";
import { startUnpublished } from "./unpublished.js";
import { startUploads } from "./uploads.js";

const form = document.getElementById("editor");

/** @type {((form: HTMLFormElement) => void)[]} */
const parts = [
  startSaving,
  startTools,
  startLists,
  startKeys,
  startLayout,
  startChips,
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

// How the draft will read, asked of the server while it is being written: soon after a pause, and while typing goes on
// at least three times a second. One question at a time; none while the pane is not to be seen.

import { ReadingPane } from "./reading.js";
import { addressOf, post } from "../requests.js";
import { written } from "../writing/count.js";

const PAUSE_MS = 150;
const MOST_WAIT_MS = 350;
/** A question that is never answered must not be the last. */
const PATIENCE_MS = 20_000;

/** @param {HTMLFormElement} form */
export function startPreview(form) {
  const source = /** @type {HTMLTextAreaElement} */ (form.querySelector("#source"));
  const pane = /** @type {HTMLElement | null} */ (form.querySelector("#preview:not(.theirs)"));
  if (!pane) return;
  const reading = new ReadingPane(pane);
  let isBehind = source.value !== source.defaultValue;
  let isAsking = false;
  let firstChangeAt = 0;
  let timer = 0;

  const ask = async () => {
    if (isAsking || !isBehind || pane.offsetParent === null) return;
    [isAsking, isBehind, firstChangeAt] = [true, false, 0];
    const asked = written(form);
    const answer = await post(addressOf(form, "preview"), new FormData(form), { patience: PATIENCE_MS });
    isAsking = false;
    if (answer.status === 200) {
      reading.show(answer.data.html);
      pane.dispatchEvent(new CustomEvent("preview:shown", { bubbles: true, detail: { ...answer.data, written: asked } }));
    } else {
      isBehind = true;
      reading.say(reasonOf(answer));
    }
    if (firstChangeAt) schedule();
  };
  const schedule = () => {
    clearTimeout(timer);
    firstChangeAt ||= performance.now();
    timer = setTimeout(ask, Math.max(0, Math.min(PAUSE_MS, firstChangeAt + MOST_WAIT_MS - performance.now())));
  };
  const change = () => {
    isBehind = true;
    schedule();
  };

  form.addEventListener("input", change);
  // After a failure: as soon as there is reason to think that it would work now.
  form.addEventListener("draft:saved", ask);
  window.addEventListener("online", ask);
  new ResizeObserver(ask).observe(pane);
}

/** @param {import("../requests.js").Answer} answer */
function reasonOf({ status, data }) {
  if (status === 422) return data.message;
  if (status === 401) return "Not up to date: you are signed out.";
  return "Not up to date: the blog doesn’t answer.";
}

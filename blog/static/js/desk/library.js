// The library takes files as they come: each is sent by itself and shows how far it is. Without scripts the form
// sends all at once.

import { createList } from "../pictures/list.js";
import { createQueue } from "../pictures/queue.js";
import { takeDrops } from "../pictures/files.js";

const form = document.getElementById("takein");
const zone = form?.querySelector(".drop");
const chosen = form?.querySelector("input[type=file]");
const button = form?.querySelector(".actions");

if (form && zone && chosen instanceof HTMLInputElement) start(form, zone, chosen);

/**
 * @param {HTMLElement} form
 * @param {Element} zone
 * @param {HTMLInputElement} chosen
 */
function start(form, zone, chosen) {
  let hasNews = false;
  const queue = createQueue({
    onChange(upload) {
      list.update(upload);
      if (upload.state === "done") {
        hasNews = true;
        list.say(`${upload.file.name} is in the library.`);
      }
      if (hasNews && !queue.busyCount) {
        hasNews = false;
        void showNews();
      }
    },
    onSignedOut() {},
  });
  const list = createList(form, () => queue);

  const words = zone.querySelector("span");
  const bold = document.createElement("b");
  bold.textContent = "Drop pictures here";
  words?.replaceChildren(bold, ", or choose files");
  chosen.classList.add("vh");
  button?.remove();

  chosen.addEventListener("change", () => {
    queue.add(chosen.files ?? []);
    chosen.value = "";
  });
  takeDrops(zone, (files) => queue.add(files));
  addEventListener("online", () => queue.resume());
  addEventListener("beforeunload", (event) => { if (queue.busyCount) event.preventDefault(); });
}

/** The page as it is now, without losing what is still listed above. */
async function showNews() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of ["#library", ".tabs", ".titlebar"]) {
    const now = page.querySelector(part);
    if (now) document.querySelector(part)?.replaceWith(now);
  }
}

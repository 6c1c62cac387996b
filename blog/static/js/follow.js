// The form at /follow/: says the choice in words while it is being made, and cannot be sent twice.
//
// What a choice is called, what it would bring and its feeds are the server's to say: the page is asked for again with
// what is ticked, and these two parts of it are taken over.

const PARTS = ["said", "feeds"];
/** The fields that make an address, as a link to this page has them. */
const FIELDS = ["what", "theme", "tag", "kind", "match", "not", "more"];
const PAUSE = 250;

const form = document.querySelector("form.choose");
if (form instanceof HTMLFormElement) {
  if (document.getElementById("said")) keepInStep(form);
  sendOnce(form);
}

/** @param {HTMLFormElement} form */
function keepInStep(form) {
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    const number = ++asked;
    const chosen = [...new FormData(form)].filter(([name]) => FIELDS.includes(name));
    const query = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)]));
    const answer = await fetch(`${form.action}?${query}`).catch(() => null);
    if (!answer?.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of PARTS) {
      const fresh = page.getElementById(part);
      if (fresh) document.getElementById(part)?.replaceChildren(...fresh.childNodes);
    }
  };

  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

/** @param {HTMLFormElement} form */
function sendOnce(form) {
  const button = form.querySelector(".btn");
  const words = form.querySelector("[data-busy]");
  const said = words?.textContent ?? "";

  form.addEventListener("submit", (event) => {
    if (button?.hasAttribute("aria-busy")) {
      event.preventDefault();
      return;
    }
    button?.setAttribute("aria-busy", "true");
    button?.setAttribute("aria-disabled", "true");
    if (words instanceof HTMLElement) words.textContent = words.dataset.busy ?? said;
  });
  // Back shows the page as it was left.
  addEventListener("pageshow", () => {
    button?.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
    if (words) words.textContent = said;
  });
}

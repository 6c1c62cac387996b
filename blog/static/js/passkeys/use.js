// A passkey instead of the password: by a button and, on the way in, among what the browser offers for the name.

import { carryOut, say, sentence, Told } from "./ceremony.js";
import { canBeOffered, isPossible, use } from "./credentials.js";

// A challenge is good for five minutes.
const RENEW_MS = 4 * 60 * 1000;
const LATE = "late";

/**
 * @param {HTMLElement} place As `templates/components/passkey.html` makes it.
 * @param {(next: string) => void} then What follows.
 */
export function startPasskey(place, then) {
  const button = place.querySelector("button");
  if (!button || !isPossible()) return place.remove();
  let offered = new AbortController();

  button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    // A browser asks one question at a time.
    offered.abort();
    say(place, "");
    try {
      then(await carryOut(place, (options) => use(options)));
    } catch (error) {
      button.ariaBusy = null;
      say(place, sentence(error));
      void offer();
    }
  });

  void offer();

  async function offer() {
    if (!place.dataset.offer || !(await canBeOffered())) return;
    for (let isLate = true; isLate; ) {
      await untilSeen();
      const asked = (offered = new AbortController());
      const { signal } = asked;
      const renewal = setTimeout(() => asked.abort(LATE), RENEW_MS);
      try {
        then(await carryOut(place, (options) => use(options, { signal, isOffered: true })));
      } catch (error) {
        if (error instanceof Told) say(place, error.message);
      }
      clearTimeout(renewal);
      isLate = signal.reason === LATE;
    }
  }
}

/** A page nobody looks at begins nothing. */
function untilSeen() {
  return new Promise((resolve) => {
    if (!document.hidden) return resolve(undefined);
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

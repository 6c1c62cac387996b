// The status line: true at every moment, and read out only when something changes for the writer.

/** @typedef {import("./progress.js").Progress} Progress */

/** @typedef {{sentence: string, sign: "check" | "warn" | ""}} Said */

/**
 * @param {Progress} progress
 * @param {string} savedAt When the server has kept the last text, as the desk writes it.
 * @returns {Said}
 */
export function inWords(progress, savedAt) {
  const { typed, kept, trouble, isBlank, isStale } = progress;
  if (isBlank) return { sentence: "Not saved yet", sign: "" };
  if (typed === kept) {
    if (isStale) return { sentence: "Kept aside, beside the newer text", sign: "warn" };
    return { sentence: `Saved ${savedAt}`, sign: "check" };
  }
  if (!trouble) return { sentence: "Saving…", sign: "" };
  if (trouble.kind === "refused") return { sentence: `Not saved: ${trouble.sentence}`, sign: "warn" };
  const why = trouble.sentence;
  if (!progress.journalTrouble) return { sentence: `On this device only, ${why}`, sign: "warn" };
  const noCopy = progress.journalTrouble === "full"
    ? "this device has no room for a copy" : "this browser keeps no copy";
  return { sentence: `Not saved: ${why}, and ${noCopy}`, sign: "warn" };
}

/** Shows what is said, beside the icons that the page brought. */
export function startStatus() {
  const line = document.getElementById("saved");
  const aloud = document.getElementById("saved-aloud");
  let said = "";

  return {
    /**
     * @param {Said} words
     * @param {{isWorthHearing: boolean}} options
     */
    show({ sentence, sign }, { isWorthHearing }) {
      if (!line) return;
      // Also when it is the same once more: two saves in one minute are two answers.
      if (aloud && isWorthHearing) aloud.textContent = sentence;
      if (sentence === said) return;
      said = sentence;
      line.dataset.sign = sign;
      line.classList.toggle("state-warn", sign === "warn");
      const words = line.querySelector("[data-words]");
      if (words) words.textContent = sentence;
    },
  };
}

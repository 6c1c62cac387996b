// Moments, lengths and names of texts, as the desk writes them.

/** @typedef {import("./fields.js").Fields} Fields */

// A character of Chinese or Japanese counts as a word, as on the server.
const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}'’])+/gu;

const MOMENT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit",
});

/** `on 14 November 2026 at 12:04`, on the clocks of this device. @param {number} time */
export function moment(time) {
  const part = Object.fromEntries(MOMENT.formatToParts(time).map(({ type, value }) => [type, value]));
  return `on ${part.day} ${part.month} ${part.year} at ${part.hour}:${part.minute}`;
}

/**
 * `96 words more`, `one word fewer`, `as many words, but not the same ones`.
 *
 * @param {Fields} fields
 * @param {Fields} others
 */
export function difference(fields, others) {
  const more = wordCount(fields) - wordCount(others);
  if (!more) return "as many words, but not the same ones";
  return `${inWords(Math.abs(more))} ${more > 0 ? "more" : "fewer"}`;
}

/** `1,214 words`. @param {Fields} fields */
export function length(fields) {
  return inWords(wordCount(fields));
}

/** The title, or how the text begins. @param {Fields} fields */
export function name({ title, source }) {
  const text = (title?.[0] || source?.[0] || "").trim().split("\n")[0] ?? "";
  return text.length > 60 ? `${[...text].slice(0, 60).join("")}…` : text || "Untitled";
}

/** @param {number} count */
function inWords(count) {
  return count === 1 ? "one word" : `${count.toLocaleString("en-GB")} words`;
}

/** @param {Fields} fields */
function wordCount({ source }) {
  return (source?.[0] ?? "").match(WORD)?.length ?? 0;
}

// Words, characters and minutes under the text, of it and its verdicts, counted on the device while nobody is typing.
//
// The server counts what readers see, without marks and addresses. What that differs by is carried along, so that the
// number does not jump when the first letter is typed.

const CJK_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const WORD = /[^\s\u2013\u2014/]*[\p{L}\p{N}][^\s\u2013\u2014/]*/gu;
const ADDRESS = /\]\([^)\s]*/g;
const WORDS_A_MINUTE = 230;
const CJK_CHARACTERS_A_MINUTE = 400;
const PAUSE_MS = 400;

/** @typedef {{words: number, characters: number}} Counts */

/** @param {HTMLFormElement} form */
export function startCount(form) {
  const under = /** @type {HTMLElement} */ (form.querySelector("#length"));
  const minutes = /** @type {HTMLElement} */ (form.querySelector("#minutes"));
  let beyond = { words: 0, characters: 0 };
  let timer = 0;

  const show = () => {
    const counted = countOf(written(form));
    const words = Math.max(0, counted.words + beyond.words);
    const characters = Math.max(0, counted.characters + beyond.characters);
    under.textContent = howLong({ words, characters });
    if (!words && !characters) {
      minutes.textContent = "";
      return;
    }
    const needed = Math.max(1, Math.ceil(words / WORDS_A_MINUTE + characters / CJK_CHARACTERS_A_MINUTE));
    minutes.textContent = `${needed} minute${needed === 1 ? "" : "s"} to read`;
  };
  /** @param {Counts} known */
  const learn = (known) => {
    const counted = countOf(written(form));
    beyond = { words: known.words - counted.words, characters: known.characters - counted.characters };
  };

  if (under.dataset.words) learn({ words: Number(under.dataset.words), characters: Number(under.dataset.characters) });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  });
  form.addEventListener("preview:shown", (event) => {
    if (event instanceof CustomEvent && event.detail.written === written(form)) {
      learn(event.detail);
      show();
    }
  });
}

/**
 * The text and the verdicts, as they stand.
 *
 * @param {HTMLFormElement} form
 */
export function written(form) {
  const fields = /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("#source, #reviews textarea"));
  return [...fields].map(({ value }) => value).join("\n\n");
}

/**
 * @param {string} text
 * @returns {Counts}
 */
function countOf(text) {
  const prose = text.replace(ADDRESS, "]");
  const characters = prose.match(CJK_CHARACTER)?.length ?? 0;
  const spaced = characters ? prose.replace(CJK_CHARACTER, " ") : prose;
  return { words: spaced.match(WORD)?.length ?? 0, characters };
}

/** @param {Counts} counts */
function howLong({ words, characters }) {
  const parts = [[words, "word"], [characters, "character"]].filter(([count]) => count);
  const said = parts.map(([count, unit]) => `${count.toLocaleString("en-GB")} ${unit}${count === 1 ? "" : "s"}`);
  return said.join(", ") || "no words yet";
}

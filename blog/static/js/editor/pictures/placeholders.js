// What stands in the text for a picture on its way: `![Uploading door.jpg… a1b2c3]()`. The token at its end is its
// own, so that it is found in whatever the text has become; blog/markdown/unfinished.py keeps it from readers.
//
// Pure functions: texts and offsets in, edits out.

/**
 * @typedef {{start: number, end: number, text: string}} Edit
 * @typedef {{token: string, lead: string, trail: string}} Place What was put before and behind it: empty lines, which
 *   go with it when it goes.
 */

const MOST_NAME = 80;

/**
 * @param {string} name Of a file: it may hold anything.
 * @param {string} token
 */
export function placeholder(name, token) {
  const plain = name.replace(/[[\]\\`*_<>|!&\p{Cc}]+/gu, " ").trim();
  return `![Uploading ${[...plain].slice(0, MOST_NAME).join("") || "picture"}… ${token}]()`;
}

/**
 * @param {string} text
 * @param {string} token
 * @returns {{start: number, end: number} | null}
 */
export function find(text, token) {
  const found = new RegExp(`!\\[Uploading [^[\\]\\n]*… ${token}\\]\\(\\)`).exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}

/**
 * Every placeholder in a text.
 *
 * @param {string} text
 * @returns {{name: string, token: string}[]}
 */
export function unfinished(text) {
  return [...text.matchAll(/!\[Uploading ([^[\]\n]+)… ([0-9a-f]{6})\]\(\)/g)].map(([, name, token]) => ({ name, token }));
}

/**
 * Pictures that are to stand at an offset, each in a paragraph of its own, or all in one: that is a pair.
 *
 * @param {string} text
 * @param {number} at
 * @param {string[]} pictures
 * @param {{isPair: boolean}} how
 * @returns {{edit: Edit, places: Omit<Place, "token">[]}}
 */
export function insertion(text, at, pictures, { isPair }) {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const opening = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  // At the end of the text the writer goes on in a new paragraph.
  const closing = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const between = isPair ? "\n" : "\n\n";
  return {
    edit: { start: at, end: at, text: opening + pictures.join(between) + closing },
    places: pictures.map((_, index) => ({
      lead: index === 0 ? opening : between,
      trail: index === pictures.length - 1 ? closing : "",
    })),
  };
}

/**
 * Take one out, with the empty lines that came with it, as far as they still stand there. `group` are the places that
 * came into the text together and are still in it: what is left of it keeps what holds it apart from the text around.
 *
 * @param {string} text
 * @param {Place} place
 * @param {Place[]} group
 * @returns {Edit | null}
 */
export function removal(text, place, group) {
  const found = find(text, place.token);
  if (!found) return null;
  const index = group.indexOf(place);
  const previous = index > 0 ? group[index - 1] : null;
  const next = index >= 0 ? group[index + 1] : null;
  let { start, end } = found;
  if (next && index === 0) {
    if (text.startsWith(next.lead, end)) end += next.lead.length;
    next.lead = place.lead;
    return { start, end, text: "" };
  }
  if (text.slice(0, start).endsWith(place.lead)) start -= place.lead.length;
  if (!next && previous) previous.trail = place.trail;
  else if (!next && text.startsWith(place.trail, end)) end += place.trail.length;
  return { start, end, text: "" };
}

/**
 * Where something stood that has been taken out, known by the words around it.
 *
 * @param {string} text
 * @param {{before: string, after: string}} around
 * @returns {number | null}
 */
export function placeAgain(text, { before, after }) {
  for (const words of [before + after, before, after]) {
    const at = text.indexOf(words);
    if (words && at >= 0 && at === text.lastIndexOf(words)) return words === after ? at : at + before.length;
  }
  return null;
}

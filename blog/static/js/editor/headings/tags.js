// Names of tags as the field holds them: with commas between them, in the comma of any script. A name with a comma in it
// stands in double quotes, and in these a double quote is written twice. The server reads the field by the same rule.

const NAME = /\s*"((?:[^"]|"")+)"\s*(?=[,，、]|$)|([^,，、]+)/g;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function split(text) {
  const names = [...text.matchAll(NAME)].map((found) => (found[1]?.replaceAll('""', '"') ?? found[2]).trim());
  return names.filter((name) => name);
}

/** @param {readonly string[]} names */
export function join(names) {
  return names.map((name) => (/^"|[,，、]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(", ");
}

/**
 * Names that differ in case or width only are one tag.
 *
 * @param {string} name
 */
export function fold(name) {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

// Names that nobody else has.

/** Made of nothing but chance, in hexadecimal digits. @param {number} byteCount */
export function randomHex(byteCount) {
  const bytes = crypto.getRandomValues(new Uint8Array(byteCount));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

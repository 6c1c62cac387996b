// Passkeys as browsers make and use them, in JSON on our side: what the server asks comes as JSON, what the device
// answers goes back as JSON (WebAuthn, section 5.1.8; bytes in base64url). By hand, since the browser's own way of
// doing it is missing in Chrome before 129 and Safari before 18.4.

/** @typedef {{[name: string]: any}} Json */

/** Whether this browser has passkeys, at this address. */
export function isPossible() {
  return "PublicKeyCredential" in window && window.isSecureContext;
}

/** Whether passkeys can stand among what the browser offers for a field. */
export async function canBeOffered() {
  return isPossible() && Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.());
}

/**
 * Have the device make a passkey.
 *
 * @param {Json} options
 * @returns {Promise<Json>}
 */
export async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      .../** @type {any} */ (options),
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map(withBytes),
    },
  });
  const credential = /** @type {PublicKeyCredential} */ (made);
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  return told(credential, {
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

/**
 * Have the device sign with a passkey: at once, or when one is picked among what a field offers.
 *
 * @param {Json} options
 * @param {{signal?: AbortSignal, isOffered?: boolean}} [how]
 * @returns {Promise<Json>}
 */
export async function use(options, { signal, isOffered = false } = {}) {
  const used = await navigator.credentials.get({
    publicKey: {
      .../** @type {any} */ (options),
      challenge: toBytes(options.challenge),
      allowCredentials: options.allowCredentials.map(withBytes),
    },
    ...(isOffered ? { mediation: "conditional" } : {}),
    signal,
  });
  const credential = /** @type {PublicKeyCredential} */ (used);
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return told(credential, {
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

/** Let what keeps a passkey know that it opens nothing here. @param {string} rpId @param {string} credentialId */
export async function disown(rpId, credentialId) {
  const signals = /** @type {any} */ (PublicKeyCredential);
  await signals.signalUnknownCredential?.({ rpId, credentialId });
}

/** @param {PublicKeyCredential} credential @param {Json} response @returns {Json} */
function told(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

/** @param {Json} credential @returns {Json} */
function withBytes(credential) {
  return { ...credential, id: toBytes(credential.id) };
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function toBytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer} bytes */
function toText(bytes) {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

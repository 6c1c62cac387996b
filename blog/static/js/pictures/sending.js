// One picture on its way to the server. By XMLHttpRequest, since fetch() does not say how far an upload is.

import { renewToken, token } from "../editor/requests.js";

const ADDRESS = "/desk/pictures/";

/**
 * @typedef {{id: number, url: string, name: string, alt: string, width: number, height: number, markdown: string}} Picture
 * @typedef {{picture: Picture} | {sentence: string, isHeld: boolean, isFinal: boolean}} Outcome What is held goes on by
 *   itself, once there is a connection again or the writer has signed in. What is final is of the file: sending it once
 *   more would change nothing.
 */

/** As blog/media/checking.py has it: said here too, so that nobody waits for what will be refused. */
const MOST_BYTES = 25 * 1024 * 1024;

/**
 * @param {File} file
 * @param {{signal: AbortSignal, onProgress: (share: number) => void, onSignedOut: () => void}} options
 * @returns {Promise<Outcome>}
 */
export async function send(file, options) {
  if (file.size > MOST_BYTES) {
    const megabytes = (file.size / 1024 ** 2).toFixed(1);
    return refused(`“${file.name}” has ${megabytes} MB; at most ${MOST_BYTES / 1024 ** 2} MB can be kept.`, true);
  }
  let { status, data } = await request(file, options);
  if (data?.details?.csrf_token) renewToken(data.details.csrf_token);
  if (status === 400 && data?.code === "token_missing") ({ status, data } = await request(file, options));

  if (status === 201) return { picture: data };
  if (status === 0) return { sentence: "The connection broke off.", isHeld: true, isFinal: false };
  if (status === 401) {
    options.onSignedOut();
    return { sentence: "You are signed out.", isHeld: true, isFinal: false };
  }
  return refused(data?.message ?? `The server answered with ${status}.`, [413, 422].includes(status));
}

/**
 * @param {string} sentence
 * @param {boolean} isFinal
 * @returns {Outcome}
 */
function refused(sentence, isFinal) {
  return { sentence, isHeld: false, isFinal };
}

/**
 * @param {File} file
 * @param {{signal: AbortSignal, onProgress: (share: number) => void}} options
 * @returns {Promise<{status: number, data: any}>} Status 0: no answer.
 */
function request(file, { signal, onProgress }) {
  const body = new FormData();
  body.append("pictures", file);
  return new Promise((resolve) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", ADDRESS);
    sending.setRequestHeader("Accept", "application/json");
    sending.setRequestHeader("X-CSRFToken", token());
    sending.responseType = "json";
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    sending.onloadend = () => resolve({ status: sending.status, data: sending.response });
    signal.addEventListener("abort", () => sending.abort());
    sending.send(body);
  });
}

// A ceremony: the server gives a challenge, the device signs it, the server looks at what came back. Each challenge is
// good for one answer and for five minutes.

import { post } from "../editor/requests.js";
import { disown } from "./credentials.js";

/** @typedef {import("./credentials.js").Json} Json */

/** What is put on the screen; nothing, where there is nothing to say. */
export class Told extends Error {}

/**
 * @param {HTMLElement} place Its `data-begin` and `data-finish` are addresses; fields of its form that the end takes
 *   are named in `data-fields`.
 * @param {(options: Json) => Promise<Json>} ask
 * @returns {Promise<string>} Where to go.
 */
export async function carryOut(place, ask) {
  const begun = await send(place.dataset.begin, new FormData());
  const credential = await ask(begun.options);
  const body = fields(place);
  body.set("ceremony", begun.ceremony);
  body.set("credential", JSON.stringify(credential));
  const answer = await post(place.dataset.finish ?? "", body);
  if (answer.data?.code === "passkey_unknown") await disown(begun.options.rpId, credential.id);
  return open(answer).next;
}

/** What to say of an error that a ceremony ended with. @param {unknown} error */
export function sentence(error) {
  if (error instanceof Told) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
      return "No passkey was used. Try again, or use the password.";
    case "InvalidStateError":
      return "This device keeps a passkey for this blog already.";
    case "SecurityError":
      return "Passkeys belong to the address in the blog’s settings. Open the blog there.";
    case "NotSupportedError":
    case "ConstraintError":
      return "This device cannot hold such a passkey: it has to be able to ask for a finger, a face or a code.";
    default:
      if (!name) throw error;
      return `The device could not do it (${name}). Try again, or use the password.`;
  }
}

/** Put words by the button, or take them away. @param {HTMLElement} place @param {string} words */
export function say(place, words) {
  const line = place.querySelector("[data-said]");
  if (!line) return;
  line.textContent = words;
  line.closest("p")?.toggleAttribute("hidden", !words);
}

/** @param {string | undefined} address @param {FormData} body @returns {Promise<Json>} */
async function send(address, body) {
  return open(await post(address ?? "", body));
}

/** @param {import("../editor/requests.js").Answer} answer @returns {Json} */
function open({ status, data }) {
  if (status === 200) return data;
  throw new Told(data?.message ?? "There is no connection. Try again in a moment.");
}

/** @param {HTMLElement} place */
function fields(place) {
  const taken = (place.dataset.fields ?? "").split(" ");
  const form = place.querySelector("button")?.form;
  const body = new FormData();
  for (const [name, value] of form ? new FormData(form) : []) if (taken.includes(name)) body.append(name, value);
  return body;
}

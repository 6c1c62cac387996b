// The piece that this page writes: who writes it, what its text goes on from, where it is sent.
//
// The form itself is the record of that: its hidden fields are what a form without scripts would send.

import { randomHex } from "../random.js";
import { addressOf } from "../requests.js";
import { isOfReviews } from "../reviews/groups.js";
import { areBlank, namesIn, read, readAsLoaded, write } from "./fields.js";

/**
 * @typedef {import("./fields.js").Fields} Fields
 * @typedef {ReturnType<typeof openDraft>} Draft
 */

/** @param {HTMLFormElement} form */
export function openDraft(form) {
  const names = namesIn(form);
  if (!form.dataset.post) hidden(form, "key").value = ownKey(hidden(form, "key").value);
  hidden(form, "editor").value = randomHex(16);
  // Grows with every request, also when this page takes over another's name: by that the server knows a text that was
  // overtaken on its way. A page sends less than one a second, so counting from the time of its opening does it.
  let turn = Math.floor((Date.now() - Date.UTC(2026)) / 1000);
  let base = { version: hidden(form, "version").value, fields: readAsLoaded(form, names) };

  return {
    form,
    get editor() { return hidden(form, "editor").value; },
    get key() { return hidden(form, "key").value; },
    get turn() { return turn; },
    get kind() { return hidden(form, "kind").value; },
    get post() { return form.dataset.post ?? ""; },
    get address() { return form.getAttribute("action") ?? ""; },
    get base() { return base; },
    /** @param {string} what */
    addressOf: (what) => addressOf(form, what),
    /** Whether something is typed there that belongs to the piece. @param {EventTarget | null} target */
    isTyped(target) {
      const name = target instanceof Element ? target.getAttribute("name") ?? "" : "";
      return target === form || names.includes(name) || isOfReviews(name);
    },
    get isBlank() { return !this.post && areBlank(this.fields()); },
    fields: () => read(form, names),

    /** The form as it is sent now. */
    body() {
      turn += 1;
      const body = new FormData(form);
      body.set("turn", String(turn));
      return body;
    },

    /** From now on the text goes on from this one. @param {string | number} version @param {Fields} fields */
    goOnFrom(version, fields) {
      base = { version: String(version), fields };
      hidden(form, "version").value = base.version;
    },

    /**
     * Write the piece that another page was writing; under its name where that page is known to have ended.
     *
     * @param {{key: string, editor: string, turn: number}} other
     * @param {{hasEnded: boolean}} known
     */
    take(other, { hasEnded }) {
      hidden(form, "key").value = other.key;
      if (!hasEnded) return;
      hidden(form, "editor").value = other.editor;
      // The device's clock may have been put back since; a copy from before they were counted has no number.
      turn = Math.max(turn, other.turn || 0);
    },

    /** The server has made the piece. @param {{id: number, url: string}} made */
    becomePost({ id, url }) {
      form.dataset.post = String(id);
      form.setAttribute("action", url);
      history.replaceState(history.state, "", url);
      form.dispatchEvent(new CustomEvent("draft:created", { bubbles: true, detail: { id, url } }));
    },

    /** Be a piece that the server does not know. */
    becomeNew() {
      const url = "/desk/posts/new";
      hidden(form, "key").value = ownKey(hidden(form, "key").value);
      delete form.dataset.post;
      form.setAttribute("action", url);
      history.replaceState(history.state, "", url);
      this.goOnFrom("", base.fields);
    },

    /** Put a text into the form as if it had been typed. @param {Fields} fields */
    write: (fields) => write(form, fields),
  };
}

/**
 * The key under which a new piece is made, sent with every save until one is answered: the same key makes the same
 * piece. The server's date and name stay; the rest is this page's own, since a page may be shown twice.
 *
 * @param {string} minted
 */
function ownKey(minted) {
  return minted.replace(/[0-9a-f]{16}$/, randomHex(8));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function hidden(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

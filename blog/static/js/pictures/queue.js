// Pictures in the order in which they were chosen, two at a time: the server works on one, another is on its way.

import { send } from "./sending.js";

const AT_ONCE = 2;

/**
 * @typedef {import("./sending.js").Picture} Picture
 * @typedef {"waiting" | "sending" | "failed" | "done" | "gone"} State `gone`: cancelled or dismissed.
 * @typedef {{file: File, state: State, share: number, sentence: string, isHeld: boolean, isFinal: boolean,
 *   picture: Picture | null}} Upload
 * @typedef {ReturnType<typeof createQueue>} Queue
 */

/**
 * @param {{onChange: (upload: Upload) => void, onSignedOut: () => void}} listener `onChange` is called at every
 *   change of state, and as an upload gets further.
 */
export function createQueue({ onChange, onSignedOut }) {
  /** @type {Upload[]} */
  const uploads = [];
  /** @type {Map<Upload, AbortController>} */
  const controllers = new Map();

  /**
   * @param {Upload} upload
   * @param {Partial<Upload>} change
   */
  function become(upload, change) {
    Object.assign(upload, change);
    onChange(upload);
  }

  function goOn() {
    for (const upload of uploads) {
      if (controllers.size >= AT_ONCE) return;
      if (upload.state === "waiting") void sendOne(upload);
    }
  }

  /** @param {Upload} upload */
  async function sendOne(upload) {
    const controller = new AbortController();
    controllers.set(upload, controller);
    become(upload, { state: "sending", share: 0 });
    const outcome = await send(upload.file, {
      signal: controller.signal,
      onProgress: (share) => { if (upload.state === "sending") become(upload, { share }); },
      onSignedOut,
    });
    controllers.delete(upload);
    if (upload.state === "sending") {
      become(upload, "picture" in outcome ? { state: "done", ...outcome } : { state: "failed", ...outcome });
    }
    goOn();
  }

  /** @param {Upload} upload */
  function retry(upload) {
    become(upload, { state: "waiting", sentence: "", isHeld: false, isFinal: false });
    goOn();
  }

  return {
    /** @param {Iterable<File>} files */
    add(files) {
      const added = [...files].map((file) => newUpload(file));
      uploads.push(...added);
      for (const upload of added) onChange(upload);
      goOn();
      return added;
    },

    retry,

    /** Cancel what is on its way, dismiss what failed. @param {Upload} upload */
    drop(upload) {
      become(upload, { state: "gone" });
      controllers.get(upload)?.abort();
    },

    /** Go on with what was held up: there is a connection again, the writer has signed in. */
    resume() {
      for (const upload of uploads) if (upload.state === "failed" && upload.isHeld) retry(upload);
    },

    /** How many are still on their way. */
    get busyCount() {
      return uploads.filter(({ state }) => state === "waiting" || state === "sending").length;
    },
  };
}

/**
 * @param {File} file
 * @returns {Upload}
 */
function newUpload(file) {
  return { file, state: "waiting", share: 0, sentence: "", isHeld: false, isFinal: false, picture: null };
}

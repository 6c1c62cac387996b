// What an answer of the server means for the text that was sent.

/**
 * @typedef {import("./progress.js").SavingEvent} SavingEvent
 * @typedef {import("../requests.js").Answer} Answer
 */

/**
 * @param {Answer} answer
 * @param {{typed: number, isAutosave: boolean, at: number}} sent
 * @returns {SavingEvent}
 */
export function verdict({ status, data }, { typed, isAutosave, at }) {
  // A network that asks for a login of its own answers 200 as well, with a page.
  if (data?.version) return { type: "kept", typed };
  if (status === 0) return { type: "failed", kind: "offline", sentence: "no connection", at };
  // Only the blog itself knows: what stands before it answers 404 while it starts, and 403 as it likes.
  switch (data?.code) {
    case "unauthorized":
      return { type: "stopped", kind: "signed-out", sentence: "you are signed out" };
    case "no_such_post":
      return { type: "stopped", kind: "gone", sentence: "this piece is gone" };
    case "in_the_trash":
      return { type: "stopped", kind: "gone", sentence: "this piece is in the trash" };
    case "stale":
      return { type: "stale", typed };
    case "disk_full":
      return { type: "failed", kind: "failing", sentence: "the disk of the server is full", at };
    case "read_only":
      return { type: "failed", kind: "failing", sentence: "the server can only read", at };
  }
  const isOfTheText = status === 413 || (data?.code && [400, 403, 422].includes(status));
  if (!isOfTheText) return { type: "failed", kind: "failing", sentence: `the server could not save (${status})`, at };
  // The rules are those of an explicit save; as an autosave the text is taken as it is.
  return isAutosave ? { type: "refused", typed, sentence: data?.message ?? `${status}` } : { type: "returned" };
}

// Which editor pages of this browser are still open. A page holds a lock under its name for as long as it lives, and
// the browser frees it however the page ends: closed, crashed, killed.

const NAME = "commonplace-editor:";
/** A page that is just being left may hold its lock for a moment longer, on a busy machine for seconds. */
const PATIENCE = 5000;

/** Whether this browser can tell. Two pages of one name would never be in conflict, and write over each other. */
export const canTell = Boolean(navigator.locks);

/**
 * Say that this page lives, under this name.
 *
 * @param {string} editor
 */
export function live(editor) {
  navigator.locks?.request(NAME + editor, () => new Promise(() => {}));
}

/**
 * Whether the page of that name has ended. Without locks, as over plain http from another machine, every page but
 * this one seems to have: what is offered too often does no harm.
 *
 * @param {string} editor
 * @returns {Promise<boolean>}
 */
export async function hasEnded(editor) {
  if (!canTell) return true;
  const options = { signal: AbortSignal.timeout(PATIENCE) };
  return navigator.locks.request(NAME + editor, options, () => true).catch(() => false);
}

/**
 * Go on under the name of a page that has ended. False when another window does so already.
 *
 * @param {string} editor
 * @returns {Promise<boolean>}
 */
export function takeOver(editor) {
  if (!canTell) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(NAME + editor, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

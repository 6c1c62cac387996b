// How far the newest keystroke has come, and when it is to be sent: the rules of saving, as pure functions.
//
// Changes are numbered as they are typed. Each of the other numbers says up to which change something is true.

/**
 * @typedef {"offline" | "failing" | "signed-out" | "gone" | "refused"} TroubleKind
 * @typedef {{kind: TroubleKind, sentence: string}} Trouble
 *
 * @typedef {object} Progress
 * @property {number} typed
 * @property {number} typedAt Like every moment here by a clock that is never put back.
 * @property {number} typedOn The same by the clock of the device, for people.
 * @property {number} journalled
 * @property {boolean} isSending Whether a request is on its way, also one that brings nothing new.
 * @property {boolean} isOutdated Whether somebody may have signed in since it was sent: it does not know of that.
 * @property {number} kept On the server: with the piece, or aside while `isStale`; -1 when the piece is gone.
 * @property {number} refused
 * @property {number | null} waitingSince When the first change was typed that has not been sent.
 * @property {number} failureCount
 * @property {number} retryAt
 * @property {boolean} isUrgent Whether the page may not be there much longer.
 * @property {boolean} isComposing
 * @property {boolean} isBlank Nothing is sent of a new piece without title and text.
 * @property {boolean} isStale The piece changed elsewhere; what is typed here goes aside until the writer chose.
 * @property {Trouble | null} trouble
 * @property {"" | "full" | "closed"} journalTrouble
 *
 * @typedef {{type: "typed", at: number, on: number, isBlank: boolean}
 *   | {type: "journalled", typed: number}
 *   | {type: "journal-failed", why: "full" | "closed"}
 *   | {type: "composing", is: boolean}
 *   | {type: "sent"}
 *   | {type: "kept", typed: number}
 *   | {type: "stale", typed: number}
 *   | {type: "chosen"}
 *   | {type: "returned"}
 *   | {type: "refused", typed: number, sentence: string}
 *   | {type: "failed", kind: "offline" | "failing", sentence: string, at: number}
 *   | {type: "stopped", kind: "signed-out" | "gone", sentence: string}
 *   | {type: "resumed"}
 *   | {type: "urgent"}} SavingEvent
 */

/** A pause in the typing. With the time that the way takes, a text is on the server two seconds after it. */
const PAUSE = 1500;
/** And without any pause. */
const LONGEST = 9000;
/** Between two tries to reach a server that does not answer. */
const LONGEST_RETRY = 30_000;

/** @type {Progress} */
export const START = {
  typed: 0, typedAt: 0, typedOn: 0, journalled: 0, kept: 0, refused: 0,
  waitingSince: null, failureCount: 0, retryAt: 0,
  isSending: false, isOutdated: false, isUrgent: false, isComposing: false, isBlank: false, isStale: false,
  trouble: null, journalTrouble: "",
};

/**
 * @param {Progress} was
 * @param {SavingEvent} event
 * @returns {Progress}
 */
export function next(was, event) {
  switch (event.type) {
    case "typed":
      return {
        ...was, typed: was.typed + 1, typedAt: event.at, typedOn: event.on, isBlank: event.isBlank,
        waitingSince: was.waitingSince ?? event.at,
      };
    case "journalled":
      return { ...was, journalled: Math.max(was.journalled, event.typed), journalTrouble: "" };
    case "journal-failed":
      return { ...was, journalTrouble: event.why };
    case "composing":
      return { ...was, isComposing: event.is };
    case "sent":
      return { ...was, isSending: true, isOutdated: false, waitingSince: null, isUrgent: false };
    case "kept":
      return arrived({ ...was, kept: event.typed, isStale: false, trouble: null });
    case "stale":
      return arrived({ ...was, kept: event.typed, isStale: true, trouble: null });
    case "returned":
      return arrived(was);
    case "chosen":
      return { ...was, isStale: false };
    case "refused":
      return arrived({ ...was, refused: event.typed, trouble: { kind: "refused", sentence: event.sentence } });
    case "failed":
      return {
        ...arrived(was), failureCount: was.failureCount + 1,
        retryAt: event.at + Math.min(1000 * 2 ** was.failureCount, LONGEST_RETRY),
        trouble: { kind: event.kind, sentence: event.sentence },
      };
    case "stopped":
      if (event.kind === "signed-out" && was.isOutdated) return arrived(was);
      return {
        ...arrived(was), trouble: { kind: event.kind, sentence: event.sentence },
        // With the piece went all that was kept of it, and then the device has forgotten its own copy.
        ...(event.kind === "gone" && { kept: -1, journalled: -1 }),
      };
    case "resumed":
      return { ...was, retryAt: 0, isOutdated: was.isSending, trouble: isStopped(was) ? null : was.trouble };
    case "urgent":
      return { ...was, isUrgent: !isKept(was) };
  }
}

/**
 * When the newest text is to be sent, in milliseconds; Infinity when there is nothing to send or no use in it.
 *
 * @param {Progress} progress
 */
export function dueAt(progress) {
  const { typed, kept, refused, isSending, isBlank } = progress;
  if (isSending || isBlank || typed === kept || typed === refused || isStopped(progress)) return Infinity;
  if (progress.isUrgent) return 0;
  if (progress.failureCount) return progress.retryAt;
  // Half a composed word is not what the writer means; but some keyboards compose without end.
  const pause = progress.isComposing ? Infinity : progress.typedAt + PAUSE;
  return Math.min(pause, (progress.waitingSince ?? progress.typedAt) + LONGEST);
}

/** Whether the server has the newest text, in the piece or beside it. @param {Progress} progress */
export function isKept({ typed, kept }) {
  return typed === kept;
}

/** Whether a closed page would take something with it. @param {Progress} progress */
export function isAtRisk({ typed, kept, journalled, isBlank }) {
  return typed > kept && typed > journalled && !isBlank;
}

/** @param {Progress} progress */
function isStopped({ trouble }) {
  return trouble?.kind === "signed-out" || trouble?.kind === "gone";
}

/**
 * @param {Progress} progress
 * @returns {Progress}
 */
function arrived(progress) {
  return { ...progress, isSending: false, failureCount: 0, retryAt: 0 };
}

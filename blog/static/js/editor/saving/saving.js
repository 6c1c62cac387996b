// Saving: every change goes to the journal on this device and, as an autosave, to the server. One request is under way
// at a time; what is typed meanwhile waits for it. When to send is decided in progress.js, what it says in status.js.

import { live } from "./alive.js";
import { startConflict } from "./conflict.js";
import { openDraft } from "./draft.js";
import { areEqual } from "./fields.js";
import { startKeeping } from "./keeping.js";
import { startLeaving } from "./leaving.js";
import { startOffers } from "./offer.js";
import { dueAt, isKept, next, START } from "./progress.js";
import { post } from "../requests.js";
import { startRescue } from "./rescue.js";
import { startSignIn } from "./signin.js";
import { inWords, startStatus } from "./status.js";
import { startSubmitting } from "./submitting.js";
import { verdict } from "./verdict.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./progress.js").SavingEvent} SavingEvent
 * @typedef {import("../requests.js").Answer} Answer
 * @typedef {ReturnType<typeof openSaver>} Saver
 */

/** A request that has not been answered by then never will be: the machine slept, the network changed. */
const PATIENCE = 20_000;
/** What a page that is closing may still send, in bytes; browsers refuse more than 64 KiB. */
const MOST_AT_CLOSING = 60_000;

/** @param {HTMLFormElement} form */
export function startSaving(form) {
  // On the way back to a page a browser fills its fields with what stood in them before: over a text that is newer,
  // under a version that is not its own. Whatever the server does not have is offered from the journal.
  form.setAttribute("autocomplete", "off");
  const draft = openDraft(form);
  live(draft.editor);
  const saver = openSaver(draft);
  startConflict(draft, saver);
  startSubmitting(draft, saver);
  startSignIn(form);
  startRescue(draft, saver);
  startLeaving(saver);
  void startOffers(draft, saver);
  // Somebody typed before this ran; or the page came back with what is wrong with a text, which is not stored then.
  const isRefused = form.dataset.unsaved !== undefined && !document.querySelector(".theirs");
  if (isRefused || !areEqual(draft.fields(), draft.base.fields)) saver.changed();
}

/** @param {Draft} draft */
function openSaver(draft) {
  const { form } = draft;
  const status = startStatus();
  let progress = START;
  let savedAt = "";
  let timer = 0;
  /** @type {Promise<unknown>} */
  let underWay = Promise.resolve();

  /** @param {SavingEvent} event */
  function tell(event) {
    const was = progress;
    progress = next(was, event);
    clearTimeout(timer);
    plan();
    // Before anything is typed, the line says what the page brought.
    if (!isKept(progress) || savedAt || progress.isStale) {
      const isWorthHearing = was.trouble?.kind !== progress.trouble?.kind || was.isStale !== progress.isStale
        || was.journalTrouble !== progress.journalTrouble;
      status.show(inWords(progress, savedAt), { isWorthHearing });
    }
  }

  function plan() {
    const wait = dueAt(progress) - performance.now();
    if (wait < Infinity) timer = setTimeout(autosave, Math.max(0, Math.ceil(wait)));
  }

  const keeping = startKeeping(draft, { progress: () => progress, tell });

  async function autosave() {
    if (dueAt(progress) > performance.now()) return plan();
    await request(draft.addressOf("autosave"), draft.body(), { isClosing: progress.isUrgent });
  }

  /**
   * Send the form as the one request under way, and make of the answer what it means for every part.
   *
   * @param {string} url
   * @param {FormData} body
   * @param {{isClosing?: boolean, isAutosave?: boolean}} [options]
   * @returns {Promise<Answer>}
   */
  function request(url, body, { isClosing = false, isAutosave = true } = {}) {
    const sent = { typed: progress.typed, fields: draft.fields(), isAutosave };
    tell({ type: "sent" });
    const keepalive = isClosing && sizeOf(body) < MOST_AT_CLOSING;
    const answered = post(url, body, { keepalive, patience: PATIENCE }).then((answer) => {
      take(answer, sent);
      keeping.soon();
      return answer;
    });
    underWay = answered;
    return answered;
  }

  /**
   * @param {Answer} answer
   * @param {{typed: number, fields: import("./fields.js").Fields, isAutosave: boolean}} sent
   */
  function take(answer, { typed, fields, isAutosave }) {
    const { data } = answer;
    const event = verdict(answer, { typed, isAutosave, at: performance.now() });
    if (event.type === "kept") {
      if (!draft.post) draft.becomePost(data);
      draft.goOnFrom(data.version, fields);
      savedAt = data.saved;
    }
    tell(event);
    if (event.type === "kept") say("draft:saved", { isExplicit: !isAutosave, version: data.version });
    else if (event.type === "stale") say("draft:stale", data.details);
    else if (event.type === "stopped" && event.kind === "gone") say("draft:gone", { isInTrash: answer.status === 410 });
    else if (event.type === "stopped" && event.kind === progress.trouble?.kind) say("signed-out", data?.details);
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  function say(name, detail) {
    form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  function changed() {
    tell({ type: "typed", at: performance.now(), on: Date.now(), isBlank: draft.isBlank });
    keeping.soon();
  }

  form.addEventListener("input", ({ target }) => {
    if (draft.isTyped(target)) changed();
  });
  for (const [name, is] of /** @type {const} */ ([["compositionstart", true], ["compositionend", false]])) {
    form.addEventListener(name, () => tell({ type: "composing", is }));
  }
  form.addEventListener("signed-in", () => tell({ type: "resumed" }));
  for (const name of ["online", "focus"]) addEventListener(name, () => tell({ type: "resumed" }));

  return {
    get progress() { return progress; },
    tell,
    changed,
    request,
    journal: keeping.now,
    /** The server has what is written here, since then. @param {string} saved */
    hasAll(saved) {
      savedAt = saved;
      tell({ type: "kept", typed: progress.typed });
      keeping.soon();
    },
    /** Until nothing is under way. */
    async settled() {
      while (progress.isSending) await underWay;
    },
    /** Send what is not sent yet, and say whether the server has it all. */
    async flush() {
      await this.settled();
      tell({ type: "urgent" });
      if (dueAt(progress) <= performance.now()) await autosave();
      return isKept(progress);
    },
    /** Say aloud how far it is, and a sentence of the server's after it. @param {string} [sentence] */
    announce(sentence) {
      const said = inWords(progress, savedAt);
      status.show(sentence ? { ...said, sentence: `${said.sentence}. ${sentence}` } : said, { isWorthHearing: true });
    },
  };
}

/** @param {FormData} body */
function sizeOf(body) {
  const encoder = new TextEncoder();
  let size = 0;
  for (const [name, value] of body) size += 200 + name.length + encoder.encode(String(value)).length;
  return size;
}

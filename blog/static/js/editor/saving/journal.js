// The journal: on this device, the newest text of every editor page that the server has not confirmed.
//
// One record for each piece and page, so that two windows never write over each other. Every function rejects where
// the browser keeps nothing (private windows, blocked or full storage): whoever calls says so to the writer.

/**
 * @typedef {import("./fields.js").Fields} Fields
 * @typedef {object} JournalRecord
 * @property {string} key The entry id of the piece, which a new one has before the server knows of it.
 * @property {string} editor The id of the page it was typed in.
 * @property {number} turn How often that page has sent something.
 * @property {string} post The number of the piece, "" as long as it has none.
 * @property {string} kind
 * @property {Fields} fields
 * @property {{version: string, fields: Fields}} base What the text goes on from.
 * @property {number} typedAt
 */

const DATABASE = "commonplace";
const TEXTS = "texts";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @param {JournalRecord} record */
export async function put(record) {
  await within("readwrite", (texts) => texts.put(record));
}

/** @returns {Promise<JournalRecord[]>} */
export function all() {
  return within("readonly", (texts) => texts.getAll());
}

/**
 * @param {string} key
 * @param {string} editor
 */
export async function remove(key, editor) {
  await within("readwrite", (texts) => texts.delete([key, editor]));
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(texts: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function within(mode, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // Strict: "on this device" is said only of what a power cut would leave.
    const transaction = database.transaction(TEXTS, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(TEXTS));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TEXTS, { keyPath: ["key", "editor"] });
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = forget;
      database.onversionchange = () => { database.close(); forget(); };
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  });
  // What failed once is tried anew: storage may be freed while the page stands open.
  opened.catch(forget);
  return opened;
}

function forget() {
  opened = null;
}

// The editor in the order in which it comes to life. Each part finds what it serves in the form, and hears of every
// change of the draft through the `input` events that reach it; no part calls another.

const form = document.getElementById("editor");

/** @type {((form: HTMLFormElement) => void)[]} */
const parts = [];

if (form instanceof HTMLFormElement) for (const start of parts) start(form);

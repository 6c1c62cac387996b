// How the desk's scripts ask the server. An answer is always a value: a network that fails is one too, with status 0.

/** @typedef {{status: number, data: any, html: string}} Answer `data` when JSON came, else `html`. */

const TOKEN = "csrf_token";

/**
 * Send a form. Its token is the one that the page holds at that moment; where the server says that it is not good any
 * more and gives another, the form is sent once more with that.
 *
 * @param {string} url
 * @param {FormData} body
 * @param {{keepalive?: boolean, patience?: number}} [options] `patience` is in milliseconds.
 * @returns {Promise<Answer>}
 */
export async function post(url, body, options = {}) {
  const answer = await send(url, body, options);
  const renewed = answer.data?.details?.csrf_token ?? answer.data?.csrf_token;
  if (renewed) renewToken(renewed);
  const isWorthAnother = renewed && answer.status === 400 && answer.data.code === "token_missing";
  return isWorthAnother ? send(url, body, options) : answer;
}

/**
 * The same for a press of a button, which shows that it is at work.
 *
 * @param {HTMLButtonElement} button
 * @param {string} url
 * @param {FormData} body
 */
export async function press(button, url, body) {
  button.ariaBusy = "true";
  const answer = await post(url, body);
  button.ariaBusy = null;
  return answer;
}

/**
 * Where the address that a form is sent to answers something else. Not by `form.action`: that is the buttons of this name.
 *
 * @param {HTMLFormElement} form
 * @param {string} what
 */
export function addressOf(form, what) {
  return (form.getAttribute("action") ?? "").replace(/\/?$/, `/${what}`);
}

/** The token of this page's session. */
export function token() {
  return tokenInputs()[0]?.value ?? "";
}

/** Another session has begun. @param {string} renewed */
export function renewToken(renewed) {
  for (const input of tokenInputs()) input.value = renewed;
}

/** @returns {HTMLInputElement[]} */
function tokenInputs() {
  return [...document.querySelectorAll("input")].filter((input) => input.name === TOKEN);
}

/**
 * @param {string} url
 * @param {FormData} body
 * @param {{keepalive?: boolean, patience?: number}} options
 * @returns {Promise<Answer>}
 */
async function send(url, body, { keepalive = false, patience }) {
  body.set(TOKEN, token());
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      signal: patience ? AbortSignal.timeout(patience) : undefined,
      keepalive,
    });
    const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    return {
      status: response.status,
      data: isJson ? await response.json() : null,
      html: isJson ? "" : await response.text(),
    };
  } catch {
    return { status: 0, data: null, html: "" };
  }
}

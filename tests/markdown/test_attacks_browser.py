"""Every attack in a real browser, on a page with no Content-Security-Policy to fall back on."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, Dialog, Page

from blog.markdown import render
from tests.markdown import attacks

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Hovers over and clicks everything, then says what is wrong. Links to pages are not followed.
USE = """
kinds => {
  const problems = [], kindOf = value => Object.prototype.toString.call(value)
  for (const each of document.querySelectorAll('a, label, summary, b, [title], input')) {
    if (each.matches('a[href]') && /^(https?|mailto|tel):$/.test(each.protocol))
      each.addEventListener('click', event => event.preventDefault())
    else if (each.matches('a[href]')) problems.push('links to ' + each.href)
    each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))
    each.focus()
    each.click()
  }
  if (window.__pwned !== undefined) problems.push('ran a script')
  for (const [name, kind] of Object.entries(kinds))
    if (kindOf(document[name]) !== kind) problems.push('is document.' + name)
  const mains = document.querySelectorAll('main')
  if (mains.length !== 1 || document.getElementById('main') !== mains[0])
    problems.push('took the place of <main>')
  if (document.body.lastElementChild !== mains[0]) problems.push('broke out of <main>')
  return problems
}
"""
NAMES = (
    "location cookie forms body defaultView implementation getElementById querySelector attributes "
    "parentNode constructor documentElement"
).split()
KINDS = """
names => Object.fromEntries(
  names.map(name => [name, Object.prototype.toString.call(document[name])]))
"""


class Server(ThreadingHTTPServer):
    """Serves each attack, rendered, at `/<name>`; everything else is empty."""

    pages: ClassVar[dict[str, bytes]] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """The browser hangs up on pictures it no longer wants."""


class Pages(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        body = self.server.pages.get(self.path, b"")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Pages)
    address = f"http://127.0.0.1:{server.server_port}"
    for file in attacks.FILES:
        made = render(attacks.source(file), doc_id="12", permalink=f"{address}/{file.stem}")
        page = (
            f"<!doctype html><html lang=en><title>{file.stem}</title><main id=main>"
            f"<div>{made.page_html!s}</div><hr><div>{made.feed_html!s}</div></main>"
        )
        server.pages[f"/{file.stem}"] = page.encode()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def opened(chrome: Browser) -> Iterator[Page]:
    page = chrome.new_page()
    yield page
    page.close()


def test_nothing_runs_and_nobody_is_asked(host: str, opened: Page) -> None:
    """One test for all of them, so that one slow start serves 300 attacks."""
    problems: list[str] = []
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        problems.append(f"{name} opened a dialog")
        dialog.dismiss()

    opened.on("dialog", dismiss)
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{host}/")
    kinds = opened.evaluate(KINDS, NAMES)
    for name in attacks.NAMES:
        address = f"{host}/{name}"
        opened.goto(address)
        problems += [f"{name} {problem}" for problem in opened.evaluate(USE, kinds)]
        problems += [f"{name} asked {url}" for url in asked if not url.startswith(host)]
        if opened.url.split("#")[0] != address:
            problems.append(f"{name} went to {opened.url}")
        asked.clear()
    assert problems == []

"""How long a keystroke blocks the editor: `python bench/keystroke.py [WORDS]`, 10,000 of them.

Types 200 characters into the middle of a real draft, in Chromium against a real server, with the
preview beside it, the journal and the autosave at work. Chromium's own trace says how much
of a core each task of the page's thread took: printed are the task that holds the keystroke, the
longest one until the next keystroke, and all of them together; and how old the preview was at its
oldest.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from bench.render import piece
from tests import browser as chromium

BLOG = Path(sys.executable).parent / "blog"
PASSWORD = "a long night at the pictures"
STROKES, BETWEEN_MS = 200, 110
TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]

# A preview is as old as the first change that it does not show; measured when the next one comes.
OLDEST = """() => {
  const source = document.querySelector("#source");
  let changes = [], oldest = 0;
  source.addEventListener("input", () => changes.push([source.value, performance.now()]));
  document.querySelector("#preview").addEventListener("preview:shown", (event) => {
    if (changes.length) oldest = Math.max(oldest, performance.now() - changes[0][1]);
    changes = changes.slice(changes.findIndex(([text]) => text === event.detail.source) + 1);
    document.body.dataset.oldest = oldest;
  });
}"""


def main() -> None:
    word_count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with (
        tempfile.TemporaryDirectory() as place,
        served(Path(place)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        page = open_draft(browser, url, piece(word_count))
        page.evaluate(OLDEST)
        browser.start_tracing(page=page, categories=TRACED)
        for number in range(STROKES):
            page.keyboard.press("lamps "[number % 6])
            page.wait_for_timeout(BETWEEN_MS)
        tell(json.loads(browser.stop_tracing())["traceEvents"])
        oldest = float(page.evaluate("document.body.dataset.oldest") or 0)
        print(f"oldest preview  {oldest:24.1f} ms")
        browser.close()


@contextmanager
def served(data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"BLOG_DATA": str(data), "BLOG_BIND": f"127.0.0.1:{port}"}
    owner = ("--name", "Ada", "--username", "ada", "--email", "ada@blog.example")
    subprocess.run([BLOG, "init"], env=environment, check=True, capture_output=True)
    subprocess.run(
        [BLOG, "owner", "create", *owner, "--password-stdin"],
        env=environment,
        input=PASSWORD.encode(),
        check=True,
        capture_output=True,
    )
    with (data / "serve.log").open("wb") as log:
        server = subprocess.Popen([BLOG, "serve"], env=environment, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start.")


def open_draft(browser: Browser, url: str, text: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{url}/login")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{url}/desk/posts/new")
    page.locator("#editor.scripted").wait_for()
    page.locator("#source").evaluate(
        """(source, text) => {
          source.value = text;
          source.dispatchEvent(new InputEvent("input", { bubbles: true }));
          source.focus();
          const middle = text.indexOf("\\n\\n", text.length / 2);
          source.setSelectionRange(middle, middle);
        }""",
        text,
    )
    page.wait_for_url("**/desk/posts/*/")
    page.locator("#preview .prose > *").first.wait_for()
    page.wait_for_timeout(3000)
    return page


def tell(events: list[dict[str, Any]]) -> None:
    strokes = [
        event
        for event in events
        if event["name"] == "EventDispatch" and event["args"]["data"]["type"] == "keydown"
    ]
    thread = (strokes[0]["pid"], strokes[0]["tid"])
    tasks = sorted(
        (event["ts"], event["tdur"] / 1000)
        for event in events
        if event["name"].endswith("RunTask")
        and "tdur" in event  # one that was cut off at the end has none
        and (event["pid"], event["tid"]) == thread
    )
    starts = sorted(event["ts"] for event in strokes)
    own, longest, together = [], [], []
    for start, end in zip(starts, [*starts[1:], starts[-1] + BETWEEN_MS * 1000], strict=True):
        # The task that holds the keystroke began just before it.
        after = [duration for at, duration in tasks if start - 1000 < at < end - 1000]
        own.append(max((took for at, took in tasks if start - 1000 < at < start), default=0))
        longest.append(max(after, default=0))
        together.append(sum(after))
    print(f"{len(starts)} keystrokes     median     p95     max")
    for name, taken in (("its own task", own), ("longest task", longest), ("all tasks", together)):
        print(f"{name:16}{median(taken):8.1f}{quantiles(taken, n=20)[-1]:8.1f}{max(taken):8.1f} ms")


if __name__ == "__main__":
    main()

"""The blog as a process of its own, and a browser to visit it with.

These tests share one browser and one sample blog in each test process; what changes something takes
a `fresh` blog instead.
"""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests import ports
from tests.journeys.drafts import Draft, open_draft
from tests.journeys.writing import TEXT, Window, open_window

BLOG = Path(sys.executable).parent / "blog"
DEMO = Path(__file__).parents[2] / "blog" / "demo"
USERNAME, PASSWORD = "maren", "a long night at the pictures"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running blog: its address, its data folder, and what it said when it started."""

    url: str
    data: Path
    said: str

    def ask(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())


class Blog:
    """Runs the `blog` command on a data folder, and serves it on a free port."""

    def __init__(self, data: Path) -> None:
        self.port = ports.free()
        self.bind = f"127.0.0.1:{self.port}"
        self.data = data
        self.url = f"http://{self.bind}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
        self.environment = kept | {"BLOG_DATA": str(data), "BLOG_BIND": self.bind}

    def run(self, *arguments: str, stdin: str = "") -> str:
        done = subprocess.run(
            [BLOG, *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def serve(self) -> Iterator[Served]:
        self.start()
        try:
            log = (self.data / "serve.log").read_text()
            yield Served(url=self.url, data=self.data, said=log)
        finally:
            self.server.terminate()
            self.server.wait(timeout=PATIENCE_SECONDS)

    def start(self) -> None:
        log = self.data / "serve.log"
        with log.open("ab") as output:
            self.server = subprocess.Popen(
                [BLOG, "serve", "--no-jobs"],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait(log)

    def kill(self) -> None:
        """End it as a power cut does, with every process that belongs to it."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=PATIENCE_SECONDS)
        # Its workers listen too, and end after it.
        last = time.monotonic() + PATIENCE_SECONDS
        while ports.is_open(self.port):
            assert time.monotonic() < last, "somebody listens still"
            time.sleep(0.05)

    def _wait(self, log: Path) -> None:
        last = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < last and self.server.poll() is None:
            if ports.is_open(self.port):
                return
            time.sleep(0.05)
        raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample blog, with an owner."""
    blog = Blog(tmp_path_factory.mktemp("sample"))
    blog.run("init")
    blog.run("import", "markdown", str(DEMO))
    blog.run("jobs", "run", "--once")
    create_owner(blog)
    yield from blog.serve()


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """A blog with an owner, to write in. Its server may be killed, and must be started then."""
    blog = Blog(tmp_path_factory.mktemp("study"))
    blog.run("init")
    create_owner(blog)
    for _ in blog.serve():
        yield blog


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Served]:
    """A blog that nobody has set up yet."""
    blog = Blog(tmp_path / "fresh")
    blog.run("init")
    yield from blog.serve()


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def cookies(chrome: Browser, study: Blog) -> StorageState:
    """What a browser keeps that is signed in."""
    context = chrome.new_context()
    sign_in(context.new_page(), study)
    kept = context.storage_state()
    context.close()
    return kept


Device = Callable[[], BrowserContext]


@pytest.fixture
def device(chrome: Browser, cookies: StorageState) -> Iterator[Device]:
    """`device()`: another browser of the owner's, signed in, with a journal of its own."""
    contexts: list[BrowserContext] = []

    def take() -> BrowserContext:
        contexts.append(chrome.new_context(storage_state=cookies))
        return contexts[-1]

    yield take
    for context in contexts:
        context.close()


@pytest.fixture
def window(study: Blog, device: Device) -> Window:
    """On a new piece that the server has, with `TEXT` in it and the cursor at its end."""
    window = open_window(device(), f"{study.url}/desk/posts/new")
    window.type(TEXT)
    window.save_itself()
    return window


@pytest.fixture(scope="module")
def draft(chrome: Browser, study: Blog, cookies: StorageState) -> Iterator[Draft]:
    """A new piece in the editor, on a desktop; the tests of a file share it."""
    context = chrome.new_context(storage_state=cookies, viewport={"width": 1440, "height": 900})
    yield open_draft(context, f"{study.url}/desk/posts/new")
    context.close()


@pytest.fixture
def visit(chrome: Browser) -> Iterator[Visit]:
    """`visit(url, width=…, scheme=…, script=…)`: a page in a new profile, which must stay quiet.

    A message on the console, a script error or a request to another host fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        url: str, *, width: int = 1440, scheme: str = "light", script: bool = True
    ) -> Page:
        context = chrome.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            has_touch=width < 500,
            is_mobile=width < 500,
        )
        contexts.append(context)
        page = context.new_page()
        origin = re.match(r"https?://[^/]+", url)
        assert origin
        page.on("console", lambda message: _note(complaints, message.type, message.text))
        page.on("pageerror", lambda error: _note(complaints, "error", str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((origin[0], "data:", "blob:"))
                else complaints.append(f"asked {request.url}")
            ),
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


# An error page and a cut cross-fade are what journeys are about. The last is said of any page that
# has drawn no text three seconds after it was loaded: that the machine is busy, and nothing else.
_EXPECTED = (
    "the server responded with a status",
    "ViewTransition",
    "Transition was ",
    "was preloaded using link preload but not used",
)


def _note(complaints: list[str], kind: str, text: str) -> None:
    if kind in {"error", "warning"} and not any(words in text for words in _EXPECTED):
        complaints.append(text)


def create_owner(blog: Blog) -> None:
    blog.run(
        *("owner", "create", "--name", "Maren Vey", "--username", USERNAME),
        *("--email", "maren@blog.example", "--password-stdin"),
        stdin=PASSWORD,
    )


def sign_in(page: Page, served: Served | Blog) -> None:
    page.goto(f"{served.url}/login")
    page.get_by_label("User name").fill(USERNAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{served.url}/desk/")

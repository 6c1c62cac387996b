"""What the disasters share: a text of what gets lost easily, windows, and what is stored."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

# Two scripts, a family of four in one emoji, marks that combine, blank lines, spaces at line ends.
TEXT = (
    "The lamp went out. 灯灭了，谁也没有说话。  \n"
    "\n"
    "\n"
    "かぎはありません 👩‍👩‍👧‍👦🏮 — e\u0301 n\u0303 กี่ q\u0307\u0323\n"
    "\tafter a tab,   three   spaces, and at the end two  "
)
_PIECE = re.compile(r"/desk/posts/(new|\d+/)$")
MORE = "\n\nAnd then it went on. 后来又亮了。 "


def journal_of(field: str) -> str:
    """A promise of what this device keeps of one field of every piece."""
    return f"""
    new Promise((resolve, reject) => {{
      const opening = indexedDB.open("commonplace");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {{
        const asking = opening.result.transaction("texts").objectStore("texts").getAll();
        asking.onsuccess = () => {{
          opening.result.close();
          resolve(asking.result.flatMap((record) => record.fields["{field}"] ?? []));
        }};
      }};
    }})
    """


JOURNAL = journal_of("source")


@dataclass(frozen=True)
class Kept:
    """One text of the log."""

    kind: str
    title: str
    source: str


class Shelf:
    """What the server has stored, read from the database file itself."""

    def __init__(self, data: Path) -> None:
        self.file = data / "blog.sqlite3"

    def texts(self, post_id: int) -> list[Kept]:
        """Every text of a piece, the newest first."""
        rows = self._ask(
            "SELECT kind, title, source FROM revisions WHERE post_id = ? ORDER BY number DESC",
            post_id,
        )
        return [Kept(*row) for row in rows]

    def newest(self, post_id: int) -> str:
        return next(text.source for text in self.texts(post_id) if text.kind != "aside")

    def begun_with(self, words: str) -> list[int]:
        """The pieces that have had a text with this beginning. Other tests write here as well, and
        what their pages send last may come in at any time.
        """
        question = "SELECT DISTINCT post_id FROM revisions WHERE instr(source, ?) = 1"
        return [int(row[0]) for row in self._ask(question, words)]

    def _ask(self, question: str, *values: object) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()


@dataclass(frozen=True)
class Window:
    """A page of the editor, as a person uses it. Its clock is wound on by `pause`."""

    page: Page

    def type(self, text: str) -> None:
        """At the end of what stands there."""
        self.page.locator("#editor.scripted #source").focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def pause(self, seconds: int = 3) -> None:
        self.page.clock.fast_forward(seconds * 1000)

    def status(self, words: str) -> None:
        expect(self.page.locator("#saved")).to_contain_text(words)

    def save_itself(self) -> None:
        self.pause()
        self.status("Saved")

    def cut_off(self) -> None:
        """Nothing leaves this page any more: not even its last word, which no route would stop."""
        self.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")

    def save(self) -> None:
        """With the button; the preview and the autosaves send forms too, to other addresses."""
        with self.page.expect_response(_PIECE):
            self.page.get_by_role("button", name="Save", exact=True).click()
        self.status("Saved")

    def shows(self, text: str) -> None:
        """Wait until just this stands there."""
        expect(self.page.locator("#source")).to_have_value(text)

    def keeps(self, *texts: str) -> None:
        """Wait until the device has just these."""
        self.page.wait_for_function(
            f"async texts => JSON.stringify(await {JOURNAL}) === JSON.stringify(texts)",
            arg=list(texts),
        )

    def journal(self) -> list[str]:
        """The texts that this device keeps."""
        return list(self.page.evaluate(JOURNAL))

    def keep_in_journal(self) -> None:
        """Wait until the device has what is typed."""
        self.page.clock.run_for(300)
        self.page.wait_for_function(
            f"async text => (await {JOURNAL}).includes(text)", arg=self.text
        )

    @property
    def text(self) -> str:
        return str(self.page.locator("#source").input_value())

    @property
    def post_id(self) -> int:
        return int(self.page.locator("#editor").get_attribute("data-post") or 0)


def open_window(device: BrowserContext, url: str) -> Window:
    """A window of its own on a piece, or on a new one at `/desk/posts/new`."""
    page = device.new_page()
    page.clock.install()
    page.goto(url)
    return Window(page)

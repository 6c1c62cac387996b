"""Reads pages of the desk as a browser does, and sends their forms back as a browser does."""

from dataclasses import dataclass
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


@dataclass
class _Open:
    """A textarea or select that is being read."""

    name: str
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: MultiDict[str, str] = MultiDict()
        self.unnamed: list[str] = []
        self.texts: list[str] = []
        self.textarea: _Open | None = None
        self.select: str | None = None
        self.options: list[tuple[str | None, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"span", "a", "b", "i"}:
            self.texts.append(" ")
        given = dict(attrs)
        name = given.get("name") or ""
        match tag:
            case "textarea":
                self.textarea = _Open(name)
            case "select":
                self.select, self.options = name, []
            case "option" if self.select is not None:
                self.options.append((given.get("value"), "selected" in given))
            case "input" if not name:
                self.unnamed.append(given.get("value") or "")
            case "input" if given.get("type") not in {"submit", "file"}:
                is_ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
                if is_ticked:
                    self.fields.add(name, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea is not None:
            # HTML: one newline right after the tag is not part of the text.
            text = self.textarea.text.replace("\r\n", "\n").removeprefix("\n")
            if self.textarea.name:
                self.fields.add(self.textarea.name, text)
            self.textarea = None
        elif tag == "select" and self.select is not None:
            chosen = [value for value, is_chosen in self.options if is_chosen]
            first = [value for value, _ in self.options][:1]
            for value in chosen or first:
                self.fields.add(self.select, value or "")
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.textarea.text += data
        elif self.options and self.options[-1][0] is None:
            self.options[-1] = (data.strip(), self.options[-1][1])
        else:
            self.texts.append(data)


def form(response: TestResponse) -> MultiDict[str, str]:
    """What the forms of a page would send, untouched; line ends as the page means them."""
    return _read(response).fields


def pasteable(response: TestResponse) -> list[str]:
    """The Markdown that a page offers for copying."""
    return [line for line in _read(response).unnamed if line.startswith("![")]


def words(response: TestResponse) -> str:
    """The words of a page, with single spaces."""
    return " ".join("".join(_read(response).texts).split())


def typed_over(fields: MultiDict[str, str], **typed: str | list[str]) -> MultiDict[str, str]:
    """The same form with other things typed in."""
    filled = MultiDict(fields)
    for name, value in typed.items():
        filled.setlist(name, value if isinstance(value, list) else [value])
    return filled


def as_sent(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    """As a browser sends them: every line end is CRLF."""
    sent: MultiDict[str, str] = MultiDict()
    for name, value in fields.items(multi=True):
        sent.add(name, value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return sent


def send(browser: FlaskClient, address: str, **typed: str | list[str]) -> TestResponse:
    """Opens the form at `address`, types over it, and presses its button."""
    fields = typed_over(form(browser.get(address)), **typed)
    return browser.post(address.partition("?")[0], data=as_sent(fields))


def _read(response: TestResponse) -> _Reader:
    reader = _Reader()
    reader.feed(response.get_data(as_text=True))
    return reader

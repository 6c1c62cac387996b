"""A reader who fills in the form, reads the letters that come, and follows their links."""

import email
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from blog.jobs import worker
from tests import makers
from tests.conftest import URL, FrozenClock

EMAIL = "ada@harbourlane.example"
CONFIRM, PREFERENCES = r"/follow/confirm/[\w.-]+", r"/follow/[\w.-]+/(?=\s|stop)"


class Reader:
    """With the page open for ten seconds before anything is sent."""

    def __init__(self, app: Flask, clock: FrozenClock) -> None:
        self.app, self.clock = app, clock
        self.client: FlaskClient = app.test_client()

    def open(self, query: str = "", *, seconds: float = 10) -> dict[str, Any]:
        """The fields of the form as the page gives them."""
        page = html.document_fromstring(self.client.get(f"/follow/{query}").text)
        (form,) = page.xpath("//form[contains(@class, 'choose')]")
        self.clock.move(seconds=seconds)
        fields: dict[str, Any] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        return fields

    def send(self, query: str = "", *, seconds: float = 10, **typed: Any) -> TestResponse:
        fields = self.open(query, seconds=seconds) | {"email": EMAIL} | typed
        return self.client.post("/follow/", data=fields)

    def letters(self) -> list[EmailMessage]:
        """All that have been sent to anybody, the last one last."""
        with self.app.app_context():
            work = makers.work(self.app, draws_cards=False)
            assert worker.drain(work).failed_count == 0
        files = makers.installation(self.app).outbox.glob("*.eml")
        return [_read(file) for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)]

    def link(self, pattern: str = CONFIRM) -> str:
        """The path of a link in the last letter."""
        found = re.search(f"{URL}({pattern})", text_of(self.letters()[-1]))
        assert found
        return found[1]

    def follow(self, query: str = "", **typed: Any) -> str:
        """From the form to the button; the path of the preferences."""
        assert self.send(query, **typed).status_code == 303
        answer = self.client.post(self.link())
        assert answer.status_code == 303
        return str(answer.location)


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def words(answer: TestResponse) -> str:
    """What a page says, on one line."""
    main = html.document_fromstring(answer.text).get_element_by_id("main")
    return " ".join(main.text_content().split())


def _read(file: Path) -> EmailMessage:
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message

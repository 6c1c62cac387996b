"""What the editor's script is told when it sends what is being typed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.db import session, transaction
from blog.posts import commands, rendering, revisions
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, RevisionKind, Status, WorkingCopy
from tests.conftest import URL, FrozenClock
from tests.makers import make_post
from tests.web.editor import page

NEW = "/desk/posts/new"
ONE = "/desk/posts/1/"
JSON = {"Accept": "application/json"}


class Editor:
    """A page of the editor with its script: it keeps the version that the last answer gave."""

    def __init__(self, browser: FlaskClient, address: str = ONE, editor: str = "one") -> None:
        self.browser, self.address = browser, address.partition("?")[0]
        opened = page.form(browser.get(address))
        self.form: MultiDict[str, str] = page.typed_over(opened, editor=editor)

    def type(self, **typed: Any) -> None:
        self.form = page.typed_over(self.form, **typed)

    def send(self, address: str, **typed: Any) -> TestResponse:
        sent = page.as_sent(page.typed_over(self.form, **typed))
        return self.browser.post(address, data=sent, headers=JSON)

    def autosave(self, **typed: Any) -> TestResponse:
        """Type, and hear how it was kept."""
        self.type(**typed)
        answer = self.send(f"{self.address.rstrip('/')}/autosave")
        if answer.status_code in {200, 201}:
            self.type(version=str(answer.json["version"]))
            self.address = answer.json["url"]
        return answer

    def press(self, action: str, **typed: Any) -> TestResponse:
        self.type(**typed)
        answer = self.send(self.address, action=action)
        if answer.status_code == 200 and "version" in answer.json:
            self.type(version=str(answer.json["version"]))
        return answer


def stored(app: Flask, post_id: int = 1) -> Post:
    with app.app_context():
        return session().get_one(Post, post_id, populate_existing=True)


def sources(app: Flask, *which: Any) -> list[str]:
    with app.app_context():
        wanted = select(Revision.source).where(*which).order_by(Revision.number)
        return list(session().scalars(wanted))


def post_count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Post)) or 0


def test_first_text_makes_the_piece(app: Flask, author: FlaskClient) -> None:
    answer = Editor(author, NEW).autosave(title="Slow tr", source="Nine minutes.\n\n雪 ")
    assert answer.status_code == 201
    made = stored(app)
    assert answer.json == {
        "id": 1,
        "key": made.entry_id,
        "url": ONE,
        "status": "draft",
        "version": made.version,
        "number": 1,
        "saved_at": "2026-11-20T12:00:00+00:00",
        "saved": "12:00",
    }
    shown = page.form(author.get(ONE))
    assert (shown["title"], shown["source"]) == ("Slow tr", "Nine minutes.\n\n雪 ")
    assert shown["version"] == str(made.version)
    assert shown["key"] == made.entry_id

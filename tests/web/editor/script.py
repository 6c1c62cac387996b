"""The editor with its script, as tests use it, and what is stored of what it sends."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import undefer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.db import session
from blog.posts.models import Post, Revision
from tests.web.editor import page

NEW = "/desk/posts/new"
ONE = "/desk/posts/1/"
JSON = {"Accept": "application/json"}
LONG_TEXT = "第一段，很慢。\n\n  Two spaces before, two after:  \n\tA tab, e\u0301, 🐌.\n\n"


class Editor:
    """A page of the editor with its script: it keeps the version that the last answer gave."""

    def __init__(self, browser: FlaskClient, address: str = ONE, editor: str = "one") -> None:
        self.browser, self.address = browser, address.partition("?")[0]
        opened = page.form(browser.get(address))
        self.form: MultiDict[str, str] = page.typed_over(opened, editor=editor, turn="0")

    def type(self, **typed: Any) -> None:
        self.form = page.typed_over(self.form, **typed)

    def send(self, address: str, **typed: Any) -> TestResponse:
        self.type(turn=str(int(self.form["turn"]) + 1))
        sent = page.as_sent(page.typed_over(self.form, **typed))
        return self.browser.post(address, data=sent, headers=JSON)

    def autosave(self, **typed: Any) -> TestResponse:
        """Type, and hear how it was kept."""
        self.type(**typed)
        answer = self.send(f"{self.address.rstrip('/')}/autosave")
        if answer.status_code in {200, 201}:
            self.hear(answer)
        return answer

    def press(self, action: str, **typed: Any) -> TestResponse:
        self.type(**typed)
        answer = self.send(self.address, action=action)
        if answer.status_code == 200:
            self.hear(answer)
        return answer

    def hear(self, answer: TestResponse) -> None:
        self.type(version=str(answer.json["version"]))
        self.address = answer.json["url"]


def stored(app: Flask, post_id: int = 1) -> Post:
    with app.app_context():
        wanted = [undefer(Post.source)]
        return session().get_one(Post, post_id, populate_existing=True, options=wanted)


def sources(app: Flask, *which: Any) -> list[str]:
    with app.app_context():
        wanted = select(Revision.source).where(*which).order_by(Revision.number)
        return list(session().scalars(wanted))


def post_count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Post)) or 0


def shown(author: FlaskClient, name: str = "source") -> str:
    return page.form(author.get(ONE))[name]

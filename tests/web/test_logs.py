"""What stands in the log: a JSON object a line, enough to find a request, and no secret."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.app import create_app
from blog.config import Settings
from blog.db import db, session, transaction
from blog.jobs import queue, worker
from blog.posts import preview_links
from blog.posts.models import Post
from blog.web.logs import JsonLines
from blog.web.monitoring import counting
from tests import makers
from tests.conftest import FrozenClock
from tests.makers import PASSWORD
from tests.web.auth.pages import sign_in
from tests.web.editor.script import NEW, Editor

DRAFT = "what nobody has read yet"
ADDRESS = "192.0.2.77"


class Log:
    def __init__(self) -> None:
        self.text = StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything, down to what is only said while looking for a fault."""
    found = Log()
    handler = logging.StreamHandler(found.text)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield found
    root.removeHandler(handler)
    root.setLevel(level)


def break_down(app: Flask) -> None:
    """From now on every write of a piece, and of a sign-in, fails in the middle of it."""
    app.testing = False
    with app.app_context(), db.engine.begin() as connection:
        for table in ("revisions", "sign_ins", "failed_attempts"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )


def test_a_fault_of_ours_is_found_by_the_number_on_the_page(
    app: Flask, author: FlaskClient, log: Log
) -> None:
    break_down(app)
    answer = Editor(author, NEW).autosave(source=DRAFT, title="A secret title")
    assert answer.status_code == 500
    [line] = [line for line in log.lines if line["level"] == "error"]
    assert line["request_id"] == answer.get_json()["request_id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["path"]) == ("POST", "/desk/posts/new/autosave")
    assert "broken" in line["exception"]


def test_no_secret_is_written_down(app: Flask, author: FlaskClient, log: Log) -> None:
    break_down(app)
    Editor(author, NEW).autosave(source=DRAFT, title=DRAFT)
    stranger = app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = ADDRESS
    assert sign_in(stranger).status_code == 500
    said = log.text.getvalue()
    assert len([line for line in log.lines if line["level"] == "error"]) == 2
    cookie = author.get("/desk/").request.headers["Cookie"].partition("=")[2]
    for secret in (DRAFT, PASSWORD, ADDRESS, makers.installation(app).secret, cookie):
        assert secret not in said


def test_the_keys_in_addresses_are_left_out(
    app: Flask, client: FlaskClient, log: Log, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    monkeypatch.setattr(counting, "SLOW_SECONDS", 0.0)
    post = makers.make_post(app, published_at=None)
    with app.app_context(), transaction():
        link = preview_links.make(session().get_one(Post, post.id), term="day", at=clock.now)
        token = preview_links.token(link.id, secret=makers.installation(app).secret)
    assert client.get(f"/preview/{token}/?seen={DRAFT}").status_code == 200
    [line] = [line for line in log.lines if line["message"].startswith("slow")]
    assert line["path"] == "/preview/…/"
    assert token not in log.text.getvalue()
    assert DRAFT not in log.text.getvalue()


def test_what_is_slow_is_said_once(
    client: FlaskClient, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/tags/")
    client.get("/-/metrics")
    assert log.lines == []
    monkeypatch.setattr(counting, "SLOW_SECONDS", 0.0)
    answer = client.get("/login")
    [line] = log.lines
    assert line["message"].endswith(" seconds, answered with 200")
    assert line["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("hops", "given", "is_taken"),
    [
        (1, "of-the_proxy1", True),
        (0, "of-the-proxy1", False),
        (1, "short", False),
        (1, "a b\u00e9" * 9, False),
    ],
)
def test_the_number_that_a_proxy_has_given(
    installation: Settings, hops: int, given: str, is_taken: bool
) -> None:
    app = create_app(replace(installation, proxy_hops=hops))
    makers.set_up(app)
    answer = app.test_client().get("/login", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is is_taken
    with app.app_context():
        db.engine.dispose()


def test_a_line_of_a_job_says_which(app: Flask, log: Log, clock: FrozenClock) -> None:
    def work(*, at: object) -> None:
        logging.getLogger("work").warning("half way")

    with app.app_context():
        with transaction():
            queue.later("a.job", {}, due_at=clock.now)
        worker.drain(worker.Work(functions={"a.job": work}))
    logging.getLogger("work").warning("after it")
    during, after = log.lines
    assert during["job"] == "a.job 1"
    assert "job" not in after

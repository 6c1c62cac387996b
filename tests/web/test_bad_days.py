"""A full disk, a database that can only be read, one that somebody holds: a sentence, and every
word that was typed comes back with it. Readers read on.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from http import HTTPStatus

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from blog.db import db
from blog.web.csrf import FIELD
from tests import makers
from tests.conftest import FrozenClock
from tests.web import everything
from tests.web.crawling import crawl
from tests.web.editor import page
from tests.web.editor.script import ONE, Editor, stored
from tests.web.submitting import submit_wrongly

READERS = "/ /posts/slow-train/ /tags/ /tags/winter/ /archive/ /feed.atom /search/?q=train".split()
# More than the pages that a database has left over.
LONG = "All of it typed by hand. " * 8000

Day = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def pragma(app: Flask) -> Callable[[str], AbstractContextManager[None]]:
    """What every connection of the application is told, as long as the block runs."""

    @contextmanager
    def told(statement: str) -> Iterator[None]:
        def tell(connection: sqlite3.Connection, record: object) -> None:
            connection.execute(statement)

        with app.app_context():
            engine = db.engine
        engine.dispose()
        event.listen(engine, "connect", tell)
        yield
        event.remove(engine, "connect", tell)
        engine.dispose()

    return told


@pytest.fixture
def full(pragma: Callable[[str], AbstractContextManager[None]]) -> Day:
    """SQLite may not take another page, as on a disk without room."""
    return lambda: pragma("PRAGMA max_page_count=1")


@pytest.fixture
def held(app: Flask, pragma: Callable[[str], AbstractContextManager[None]]) -> Day:
    """Another process writes, and does not come to an end."""
    file = makers.installation(app).data / "blog.sqlite3"

    @contextmanager
    def hold() -> Iterator[None]:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pragma("PRAGMA busy_timeout=0"):
                yield

    return hold


@pytest.fixture
def read_only(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Day:
    """As root, who may write to any file, only SQLite itself can refuse it."""
    opened = sqlite3.connect

    @contextmanager
    def closed() -> Iterator[None]:
        with app.app_context():
            engine = db.engine
        engine.dispose()
        with monkeypatch.context() as patch:
            patch.setattr(
                engine.dialect.loaded_dbapi,
                "connect",
                lambda file, **options: opened(f"file:{file}?mode=ro", **options | {"uri": True}),
            )
            yield
            engine.dispose()

    return closed


@pytest.fixture(params=["full", "held", "read_only"])
def day(request: pytest.FixtureRequest) -> tuple[Day, HTTPStatus, str]:
    """How it begins, and what is answered."""
    answers = {
        "full": (HTTPStatus.INSUFFICIENT_STORAGE, "The disk here is full, so nothing was kept."),
        "held": (HTTPStatus.SERVICE_UNAVAILABLE, "Something else is writing to the database"),
        "read_only": (HTTPStatus.SERVICE_UNAVAILABLE, "The database can only be read"),
    }
    return request.getfixturevalue(request.param), *answers[request.param]


def test_a_save_comes_back_whole_and_is_sent_again(
    app: Flask, author: FlaskClient, day: tuple[Day, HTTPStatus, str]
) -> None:
    begins, status, sentence = day
    makers.make_post(app, title="Slow train", source="As it was.")
    typed = page.typed_over(page.form(author.get(ONE)), source=LONG, title="Typed", action="save")
    with begins():
        answer = author.post(ONE, data=typed)
        assert answer.status_code == status
        assert sentence in page.words(answer)
        assert "Nothing you typed is lost while this page is open." in page.words(answer)
        again = page.form(answer)
        assert {name: again[name] for name in typed if name != FIELD} == {
            name: typed[name] for name in typed if name != FIELD
        }
    assert stored(app).source == "As it was."
    assert author.post(ONE, data=again).status_code == 303
    assert (stored(app).title, stored(app).source.strip()) == ("Typed", LONG.strip())


def test_the_script_is_told_by_a_code_and_sends_it_again(
    app: Flask, author: FlaskClient, full: Day
) -> None:
    makers.make_post(app, source="As it was.")
    editor = Editor(author)
    with full():
        answer = editor.autosave(source=LONG)
        assert answer.status_code == 507
        assert answer.get_json()["code"] == "disk_full"
    assert editor.autosave(source=LONG).status_code == 200


def test_readers_read_on(app: Flask, client: FlaskClient, day: tuple[Day, HTTPStatus, str]) -> None:
    begins, _, _ = day
    makers.make_post(app, title="Slow train", slug="slow-train", tags=("winter",))
    with begins():
        for path in READERS:
            assert client.get(path).status_code == 200, path
        assert client.get("/-/health").status_code == 200


def test_the_owner_can_look_at_everything(
    app: Flask, author: FlaskClient, clock: FrozenClock, day: tuple[Day, HTTPStatus, str]
) -> None:
    """That the owner was seen is not written down, which is no reason to keep them out."""
    begins, _, _ = day
    makers.make_post(app, source="As it was.")
    clock.move(minutes=11)
    with begins():
        assert author.get("/desk/").status_code == 200
        assert "As it was." in author.get(ONE).text


def test_who_waits_is_told_how_long(app: Flask, author: FlaskClient, held: Day) -> None:
    makers.make_post(app)
    with held():
        answer = Editor(author).press("save", source="Typed.")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.slow
def test_every_form_of_the_desk_ends_in_a_sentence(
    app: Flask, author: FlaskClient, read_only: Day
) -> None:
    everything.fill(app)
    pages = crawl(author, "/desk/", within="/desk/", one_of_a_kind=True)
    with read_only():
        answers = submit_wrongly(author, pages, within="/desk/", typed="Words of mine")
    refused = [text for named, text in answers.items() if named.endswith(": 503")]
    assert len(refused) > 20
    assert all("The database can only be read at the moment" in text for text in refused)


def test_it_is_written_down_without_what_was_typed(
    app: Flask, author: FlaskClient, full: Day, caplog: pytest.LogCaptureFixture
) -> None:
    makers.make_post(app)
    with full(), caplog.at_level(logging.DEBUG):
        Editor(author).autosave(source=LONG)
    [line] = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.getMessage() == "disk_full: database or disk is full"
    assert "typed by hand" not in caplog.text


def test_two_writers_at_once_on_postgresql(
    app: Flask, author: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """One makes the tag after the other has looked for it. Those of SQLite wait for each other."""
    makers.make_post(app, source="As it was.")
    typed = page.typed_over(page.form(author.get(ONE)), tags="snow", source="Mine.", action="save")
    with app.app_context():
        engine = db.engine

    def refuse(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO tags "):
            raise IntegrityError(statement, None, UniqueViolation())

    event.listen(engine, "before_cursor_execute", refuse)
    answer = author.post(ONE, data=typed)
    event.remove(engine, "before_cursor_execute", refuse)
    assert answer.status_code == 409
    assert "Something else was saved at the same moment, so nothing was kept." in page.words(answer)
    assert 'violates unique constraint "uq_tags_key"' in caplog.text
    assert "snow" not in caplog.text
    assert stored(app).source == "As it was."
    assert author.post(ONE, data=page.form(answer)).status_code == 303
    assert stored(app).source == "Mine."


class UniqueViolation(Exception):
    """As psycopg raises it."""

    sqlstate = "23505"

    def __init__(self) -> None:
        super().__init__(
            'duplicate key value violates unique constraint "uq_tags_key"\n'
            "DETAIL:  Key (key)=(snow) already exists."
        )


def test_a_mistake_of_ours_is_still_one(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE posts RENAME TO gone"))
    app.testing = False
    answer = client.get("/archive/")
    assert answer.status_code == 500
    assert "Something broke here while making this page." in page.words(answer)

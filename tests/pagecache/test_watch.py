"""The version of the site moves with what readers see, whoever writes it, and with nothing else."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, text, update
from sqlalchemy.exc import IntegrityError

from blog import clock
from blog.accounts import throttle
from blog.db import db, session, transaction
from blog.feeds import readers
from blog.jobs import queue
from blog.pagecache.watch import Version, version_of
from blog.posts import commands, preview_links
from blog.posts.models import Post, Revision
from blog.redirects import misses
from blog.topics.models import Tag
from tests.makers import installation, make_post
from tests.web.editor.script import Editor

# Another process, with nothing of ours in it but the database.
WRITE = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("UPDATE site_version SET word = 'elsewhere'")
"""


@pytest.fixture
def version(app: Flask) -> Version:
    with app.app_context():
        return version_of(db.engine)


def add_tag(name: str = "winter") -> None:
    session().add(Tag(name=name, key=name, slug=name, created_at=clock.now()))


def add_twice() -> None:
    add_tag()
    session().flush()
    add_tag()


def count_miss() -> None:
    tally = misses.Tally()
    tally.note("/nowhere/", at=clock.now())
    misses.write(tally, at=clock.now())


def count_reader() -> None:
    tally = readers.Tally()
    tally.note("/feed.atom", None, is_unchanged=False, at=clock.now())
    readers.write(tally, at=clock.now())


SEEN: dict[str, Callable[[], object]] = {
    "a row": add_tag,
    "many rows at once": lambda: session().execute(update(Post).values(title="Another")),
    "what is taken away": lambda: session().execute(delete(Post)),
    "SQL that nobody can read": lambda: session().execute(text("UPDATE posts SET title = ''")),
    "a withdrawal": lambda: commands.withdraw(session().get_one(Post, 1), at=clock.now()),
}
UNSEEN: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "what is only read": lambda: session().get_one(Post, 1),
    "a job": lambda: queue.later("x", {}, due_at=clock.now()),
    "a claim": lambda: queue.claim(at=clock.now()),
    "a wrong password": lambda: throttle.count(
        throttle.Attempt(name="ada", address="192.0.2.1", secret="s"), at=clock.now()
    ),
    "a miss": count_miss,
    "a reader of feeds": count_reader,
    "a text that was kept": lambda: session().execute(update(Revision).values(name="One")),
    "a secret link": lambda: preview_links.make(
        session().get_one(Post, 1), term="day", at=clock.now()
    ),
}


@pytest.mark.parametrize("what", SEEN)
def test_moves_with_what_readers_see(app: Flask, version: Version, what: str) -> None:
    make_post(app)
    before = version()
    with app.app_context(), transaction():
        SEEN[what]()
    assert version() not in {before, ""}
    assert version() == version()


@pytest.mark.parametrize("what", UNSEEN)
def test_stays_with_what_they_do_not(app: Flask, version: Version, what: str) -> None:
    make_post(app)
    before = version()
    with app.app_context(), transaction():
        UNSEEN[what]()
    assert version() == before


def test_one_inside_another_counts(app: Flask, version: Version) -> None:
    before = version()
    with app.app_context(), transaction():
        queue.later("x", {}, due_at=clock.now())
        with transaction():
            add_tag()
    assert version() != before


def test_what_was_undone_was_never_seen(app: Flask, version: Version) -> None:
    before = version()
    with app.app_context(), pytest.raises(IntegrityError), transaction():
        add_twice()
    assert version() == before


def test_what_readers_do_not_see_of_their_tables(app: Flask, version: Version) -> None:
    """Unless something inside it is meant to be seen."""
    before = version()
    with app.app_context(), transaction(is_seen=False):
        add_tag("one")
    assert version() == before
    with app.app_context(), transaction(is_seen=False):
        add_tag("two")
        with transaction():
            add_tag("three")
    assert version() != before


def test_a_block_that_takes_everything_back_itself_was_never_seen(
    app: Flask, version: Version
) -> None:
    before = version()
    with app.app_context(), transaction():
        add_tag()
        session().flush()
        session().rollback()
    assert version() == before


def test_another_process_is_seen(app: Flask, version: Version) -> None:
    make_post(app)
    assert version() != "elsewhere"
    file = installation(app).data / "blog.sqlite3"
    subprocess.run([sys.executable, "-c", WRITE, str(file)], check=True, timeout=60)
    assert version() == "elsewhere"


def test_a_database_that_was_put_back_has_its_own_version_again(
    app: Flask, version: Version
) -> None:
    """A count would come to the same number twice, with other pages."""
    make_post(app)
    file = installation(app).data / "blog.sqlite3"
    with sqlite3.connect(file) as connection, sqlite3.connect(":memory:") as kept:
        connection.backup(kept)
        first = version()
        make_post(app, title="Two")
        kept.backup(connection)
        assert version() == first
    make_post(app, title="Other than two")
    assert version() != first


def test_typing_is_unseen(author: FlaskClient, app: Flask, version: Version) -> None:
    make_post(app)
    editor = Editor(author)
    before = version()
    for typed in ("One.", "One. Two."):
        assert editor.autosave(source=typed).status_code == 200
    assert version() == before
    assert editor.press("save").status_code == 200
    assert version() != before

"""Transactions, moments, and what a failing statement says."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from blog.db import session, transaction
from blog.errors import Conflict
from blog.posts.models import Post
from blog.topics.models import Tag
from tests.makers import make_post

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def add(name: str, *, at: datetime = AT) -> None:
    session().add(Tag(name=name, key=name, slug=name, created_at=at))
    session().flush()


def add_twice(name: str) -> None:
    """The first in a transaction of its own, inside the one around it."""
    with transaction():
        add(name)
    add(name)


def names() -> list[str]:
    session().rollback()
    return list(session().scalars(select(Tag.name).order_by(Tag.name)))


def test_all_or_nothing() -> None:
    with transaction():
        add("winter")
    with pytest.raises(IntegrityError), transaction():
        add_twice("trains")
    assert names() == ["winter"]


def test_one_inside_another_belongs_to_it() -> None:
    with pytest.raises(IntegrityError), transaction():
        add_twice("winter")
    assert names() == []


def test_what_was_read_before_is_read_anew(app: Flask) -> None:
    with transaction():
        add("winter")
    tag = session().scalars(select(Tag)).one()

    def rename() -> None:
        with app.app_context(), transaction():
            session().execute(update(Tag).values(name="snow"))

    _side_by_side(rename)
    with transaction():
        assert tag.name == "snow"


def test_a_row_that_changed_underneath_is_a_conflict(app: Flask) -> None:
    make_post(app)

    def save_too_late() -> None:
        post = session().scalars(select(Post)).one()
        session().execute(text("UPDATE posts SET version = version + 1"))
        post.title = "Mine"

    with pytest.raises(Conflict, match="a moment before you"), transaction():
        save_too_late()


def test_writers_wait_for_each_other(app: Flask) -> None:
    """Eight that read before they write: with deferred transactions most would be refused."""
    together = Barrier(8)

    def write(number: int) -> None:
        with app.app_context():
            together.wait()
            for step in range(5):
                with transaction():
                    names_so_far = len(session().scalars(select(Tag.name)).all())
                    add(f"tag-{number}-{step}-{names_so_far}")

    _side_by_side(*(partial(write, number) for number in range(8)))
    assert sorted(int(name.rpartition("-")[2]) for name in names()) == list(range(40))


def test_a_moment_has_a_zone_and_comes_back_in_utc() -> None:
    with transaction():
        add("winter", at=AT.astimezone(timezone(timedelta(hours=9))))
    session().expire_all()
    assert session().scalars(select(Tag.created_at)).one() == AT
    assert session().scalars(select(Tag.created_at)).one().tzinfo is UTC
    with pytest.raises(StatementError, match="a moment needs its time zone"), transaction():
        add("snow", at=AT.replace(tzinfo=None))


def test_a_failing_statement_does_not_tell_its_values() -> None:
    """They end in the log: drafts, hashes of passwords, addresses."""
    with transaction():
        add("winter")
    with pytest.raises(IntegrityError) as refused, transaction():
        add("winter")
    assert "winter" not in str(refused.value)


def _side_by_side(*works: Callable[[], None]) -> None:
    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()

"""Prepared statements find what SQLAlchemy finds, and say what it says."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from blog import prepared
from blog.db import AT, session
from blog.posts.models import Post
from blog.prepared import Found, Statement
from tests.conftest import CountQueries
from tests.makers import make_post

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN: Statement = (
    sa.select(Post.id, Post.title, Post.published_at, Post.headings, Post.page_html)
    .where(Post.published_at <= AT, Post.kind == "post", Post.id.in_(sa.bindparam("ids")))
    .order_by(Post.id)
    .limit(2)
)
TWICE: Statement = sa.union_all(
    sa.select(sa.literal("one").label("part"), Post.id).where(Post.id == sa.bindparam("id")),
    sa.select(sa.literal("two"), Post.id).where(Post.id > sa.bindparam("id")),
)


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    for number in range(4):
        make_post(
            app,
            title=str(number),
            source="## Snow\n\n*Falls.*",
            published_at=FIRST + number * timedelta(days=1),
        )


def both(statement: Statement, **values: Any) -> tuple[Sequence[Found], Sequence[Found]]:
    connection = session().connection()
    ours = prepared.run(connection, statement, values)
    return ours, connection.execute(statement, values).all()


@pytest.mark.parametrize("ids", [[], [2], [1, 3], [1, 2, 3, 4], [9]])
def test_a_list_may_have_any_length(app: Flask, ids: list[int]) -> None:
    with app.app_context():
        ours, theirs = both(SHOWN, at=FIRST + timedelta(days=9), ids=ids)
    assert ours == theirs


def test_values_come_out_in_their_own_types(app: Flask) -> None:
    with app.app_context():
        for days, ids in ((0, [1, 2]), (9, [2, 1])):
            ours, theirs = both(SHOWN, at=FIRST + timedelta(days=days), ids=ids)
            assert ours == theirs
    post = ours[1]
    assert (post.title, post.published_at) == ("1", FIRST + timedelta(days=1))
    assert post.headings[0]["text"] == "Snow"
    assert type(post.page_html) is type(theirs[1].page_html)


def test_a_union_takes_one_value_in_two_places(app: Flask) -> None:
    with app.app_context():
        ours, theirs = both(TWICE, id=2)
    assert [tuple(row) for row in ours] == [("one", 2), ("two", 3), ("two", 4)]
    assert [row.part for row in theirs] == [row.part for row in ours]


def test_a_naive_moment_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(TypeError, match="time zone"):
        both(SHOWN, at=FIRST.replace(tzinfo=None), ids=[1])


def test_what_is_wrong_is_said_by_sqlalchemy(app: Flask) -> None:
    missing = sa.select(sa.column("word")).select_from(sa.table("nowhere"))
    with app.app_context(), pytest.raises(DBAPIError, match="nowhere"):
        prepared.run(session().connection(), missing, {})


def test_whoever_counts_statements_hears_of_each(app: Flask, count_queries: CountQueries) -> None:
    with app.app_context(), count_queries.with_cache() as queries:
        prepared.run(session().connection(), TWICE, {"id": 1})
    assert len(queries) == 1


def test_a_database_that_takes_values_by_name_is_given_names() -> None:
    made = prepared.Prepared(SHOWN, postgresql.dialect(), (("at", None), ("ids", 2)))
    given = made.arguments({"at": FIRST, "ids": [7, 8]})
    assert (given["ids_1"], given["ids_2"], given["kind_1"]) == (7, 8, "post")
    assert "%(ids_2)s" in made.words

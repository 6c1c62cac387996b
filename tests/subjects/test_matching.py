"""Which posts a choice wants: the database and the pure function have to agree on every one."""

from datetime import datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from blog.db import session
from blog.posts.models import Post
from blog.subjects.choice import EVERYTHING, Choice, Subject
from blog.subjects.matching import holds, subjects_of, wants
from blog.works.fields import ReviewText
from tests.conftest import CountQueries
from tests.makers import make_post, make_theme

TAGS, KINDS = ("a", "b", "c"), ("film", "book")
GONE = Subject("tag", 99)


@pytest.fixture
def shelves(app: Flask) -> list[Subject]:
    """Posts under every combination of three tags, a theme and two kinds; drafts among them."""
    theme = make_theme(app)
    for number in range(64):
        make_post(
            app,
            title=f"{number}",
            tags=tuple(tag for place, tag in enumerate(TAGS) if number >> place & 1),
            themes=(theme.id,) if number & 8 else (),
            reviews=tuple(
                ReviewText(work=f"{kind} {number % 3}", kind=kind, rating="4")
                for place, kind in enumerate(KINDS, start=4)
                if number >> place & 1
            ),
            published_at=None if number % 5 == 0 else datetime.fromisoformat("2026-03-01T08Z"),
        )
    with app.app_context():
        found = subjects_of(session().scalars(select(Post.id)).all())
    subjects = sorted(frozenset().union(*found.values()), key=str)
    assert len(subjects) == 6
    return [*subjects, GONE, Subject("kind", "album")]


def test_the_database_and_the_function_agree(app: Flask, shelves: list[Subject]) -> None:
    some = st.frozensets(st.sampled_from(shelves), max_size=4)
    choices = st.builds(
        Choice, is_everything=st.booleans(), is_all=st.booleans(), subjects=some, excluded=some
    )

    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(choice=choices)
    def agree(choice: Choice) -> None:
        with app.app_context():
            ids = session().scalars(select(Post.id)).all()
            chosen = set(session().scalars(select(Post.id).where(holds(choice))))
            found = subjects_of(ids)
        assert chosen == {post_id for post_id in ids if wants(choice, found[post_id])}

    agree()


def test_what_a_choice_wants() -> None:
    film, snow, book = Subject("tag", 1), Subject("theme", 1), Subject("kind", "book")
    both = frozenset({film, snow})
    assert wants(Choice(subjects=both), {film})
    assert not wants(Choice(subjects=both, is_all=True), {film})
    assert wants(Choice(subjects=both, is_all=True), {film, snow, book})
    assert not wants(Choice(subjects=both, excluded=frozenset({book})), {film, book})
    assert not wants(Choice(), {film})
    assert not wants(Choice(is_all=True), {film})
    assert wants(EVERYTHING, set())


def test_all_that_posts_stand_under_takes_three_queries(
    app: Flask, count_queries: CountQueries
) -> None:
    for _ in range(3):
        make_post(app, tags=TAGS)
    with app.app_context():
        ids = session().scalars(select(Post.id)).all()
        with count_queries() as queries:
            subjects_of(ids)
    assert len(queries) == 3

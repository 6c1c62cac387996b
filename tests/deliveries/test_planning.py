"""Who receives is exactly who should: over random choices and pieces, each once, ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from blog.db import session, transaction
from blog.deliveries import commands, planning, queries
from blog.deliveries.audience import audience
from blog.deliveries.models import Telling
from blog.following import choices
from blog.following.models import RHYTHMS, Follower
from blog.posts.models import Post
from blog.subjects.choice import EVERYTHING, Choice, Subject
from blog.subjects.matching import subjects_of, wants
from tests import makers
from tests.conftest import FrozenClock

NAMES = ("film", "book", "snow", "trains")


class Undone(Exception):
    """Ends a try, and takes all of it back."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction():
            yield
            raise Undone
    except Undone:
        pass


def chosen() -> st.SearchStrategy[Choice]:
    subjects = st.frozensets(st.integers(1, len(NAMES)).map(lambda id_: Subject("tag", id_)))
    return st.builds(
        lambda is_everything, is_all, included, excluded: Choice(
            is_everything=is_everything,
            is_all=is_all,
            subjects=included,
            excluded=excluded - included,
        ),
        st.booleans(),
        st.booleans(),
        subjects,
        subjects,
    ).filter(lambda choice: choice.is_everything or bool(choice.subjects))


FOLLOWERS = st.lists(
    st.tuples(
        chosen(), st.sampled_from(RHYTHMS), st.sampled_from(("hears", "paused", "resumed", "held"))
    ),
    max_size=8,
)
# What the blogger does, by turns, with each of two pieces.
ACTS = st.lists(
    st.tuples(st.sampled_from(("tell", "stop", "pass")), st.integers(0, 1)), min_size=1, max_size=8
)


@pytest.fixture
def pieces(app: Flask) -> list[int]:
    tagged = (("film", "snow"), ("book", "trains"))
    return [makers.make_post(app, title=tags[0], tags=tags).id for tags in tagged]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(followers=FOLLOWERS, acts=ACTS)
def test_exactly_who_should(
    app: Flask,
    clock: FrozenClock,
    pieces: list[int],
    followers: list[tuple[Choice, str, str]],
    acts: list[tuple[str, int]],
) -> None:
    with app.app_context(), undone():
        at = clock.now
        known = {
            follow(f"{number}@harbour.example", *each, at=clock): each
            for number, each in enumerate(followers)
        }
        subjects = subjects_of(pieces)
        wanted = {
            post_id: {
                number
                for number, (choice, _, state) in known.items()
                if state in {"hears", "resumed"} and wants(choice, subjects[post_id])
            }
            for post_id in pieces
        }
        told: dict[int, set[int]] = {post_id: set() for post_id in pieces}
        for act, which in acts:
            post_id = pieces[which]
            if act == "pass":
                at += timedelta(hours=1)
                continue
            delivery = queries.open_delivery(post_id)
            if delivery is not None:
                commands.stop(delivery, at=at)
            if act == "tell":
                expected = wanted[post_id]
                found = audience(post_id, at=at)
                assert found.count == len(expected)
                delivery = commands.announce(session().get_one(Post, post_id), at=at, minutes=0)
                planning.plan(delivery.id, at=at)
                # The job may be run twice.
                planning.plan(delivery.id, at=at)
                told[post_id] = expected
            pairs = session().execute(select(Telling.post_id, Telling.follower_id)).all()
            assert len(pairs) == len({tuple(pair) for pair in pairs})
            assert {tuple(pair) for pair in pairs} == {
                (post, number) for post, numbers in told.items() for number in numbers
            }


def follow(address: str, choice: Choice, rhythm: str, state: str, *, at: FrozenClock) -> int:
    follower = Follower(address=address, key=address, rhythm=rhythm, since=at.now)
    if state in {"paused", "resumed"}:
        follower.paused_at = at.now
    if state == "resumed":
        follower.resumes_at = at.now
    if state == "held":
        follower.held_at = at.now
    session().add(follower)
    session().flush()
    choices.write(follower, choice)
    return follower.id


def test_the_audience_by_subject_and_by_rhythm(
    app: Flask, clock: FrozenClock, pieces: list[int]
) -> None:
    with app.app_context(), undone():
        on_post = subjects_of(pieces)[pieces[0]]
        first, second = sorted(on_post, key=lambda subject: subject.id)
        both = Choice(subjects=frozenset({first, second}))
        follow("a@harbour.example", EVERYTHING, "at_once", "hears", at=clock)
        follow("b@harbour.example", both, "weekly", "hears", at=clock)
        only = Choice(subjects=frozenset({first}))
        follow("c@harbour.example", only, "weekly", "hears", at=clock)
        found = audience(pieces[0], at=clock.now)
        assert (found.count, found.everything) == (3, 1)
        assert found.by_rhythm == {"at_once": 1, "weekly": 2}
        assert found.by_subject == {first: 2, second: 1}
        assert session().scalar(select(func.count(Telling.id))) == 0

"""The draft that waits longest is spoken of after two weeks, and not while it rests."""

from datetime import datetime

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.markdown import limits
from blog.posts import idle, revisions
from blog.posts.fields import Fields
from blog.posts.models import Post, RevisionKind
from tests.conftest import FrozenClock
from tests.makers import make_post


def waiting(app: Flask, clock: FrozenClock) -> idle.Waiting | None:
    with app.app_context():
        return idle.waiting_longest(clock.now)


def test_only_a_draft_that_nobody_touched_for_two_weeks(app: Flask, clock: FrozenClock) -> None:
    make_post(app, title="Out")
    make_post(app, title="About", kind="page", published_at=None)
    assert waiting(app, clock) is None
    make_post(app, title="Half a bicycle", published_at=None)
    clock.move(hours=1)
    make_post(app, title="Another", published_at=None)
    clock.move(days=13, hours=-2)  # made a day before the clock
    assert waiting(app, clock) is None
    clock.move(hours=1)
    found = waiting(app, clock)
    assert found is not None
    assert (found.row.title, found.days) == ("Half a bicycle", 14)


def test_a_draft_at_rest_is_not_spoken_of_for_a_month(app: Flask, clock: FrozenClock) -> None:
    make_post(app, title="Half a bicycle", published_at=None)
    clock.move(days=20)
    with app.app_context(), transaction():
        idle.let_rest(session().get_one(Post, 1), at=clock.now)
    assert waiting(app, clock) is None
    clock.move(days=29)
    assert waiting(app, clock) is None
    clock.move(days=1)
    assert waiting(app, clock) is not None


def autosave(app: Flask, fields: Fields, *, at: datetime) -> None:
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        revisions.go_on_from(post, fields, kind=RevisionKind.AUTOSAVE, at=at)


def test_the_newest_text_is_quoted(app: Flask, clock: FrozenClock) -> None:
    make_post(app, title="Old title", source="Whole.", published_at=None)
    newest = Fields(title="New title", source="Begun. And the other half is")
    autosave(app, newest, at=clock.now)
    clock.move(days=15)
    found = waiting(app, clock)
    assert found is not None
    assert (found.row.title, found.stopped_at) == ("New title", "And the other half is")


@pytest.mark.parametrize("source", ["> " * 200 + "Deep.", "x" * (limits.MAX_CHARACTERS + 1)])
def test_a_text_that_cannot_be_read_is_spoken_of_without_a_sentence(
    app: Flask, clock: FrozenClock, source: str
) -> None:
    """It was autosaved, which refuses nothing; the desk must open all the same."""
    make_post(app, published_at=None)
    autosave(app, Fields(title="Deep", source=source), at=clock.now)
    clock.move(days=20)
    found = waiting(app, clock)
    assert found is not None
    assert (found.row.title, found.stopped_at) == ("Deep", "")


LONG = " ".join(["snow"] * 60)


@pytest.mark.parametrize(
    ("source", "stopped_at", "is_in_mid_sentence"),
    [
        ("One. And then the second,", "And then the second,", True),
        ("One. Two is whole.", "Two is whole.", False),
        ("They said “wait.” She", "She", True),
        ("第一句。第二句写到一半", "第二句写到一半", True),
        ("第一句。第二句。", "第二句。", False),
        ("Prose that stops\n\n![A still](x.jpg)\n\n## Next", "Prose that stops", True),
        ("It ends so. ||He stays.||", "It ends so.", False),
        (LONG, "…" + " ".join(["snow"] * 32), True),
        ("", "", False),
    ],
)
def test_the_sentence_it_stopped_in(
    app: Flask, clock: FrozenClock, source: str, stopped_at: str, is_in_mid_sentence: bool
) -> None:
    make_post(app, source=source, published_at=None)
    clock.move(days=20)
    found = waiting(app, clock)
    assert found is not None
    assert (found.stopped_at, found.is_in_mid_sentence) == (stopped_at, is_in_mid_sentence)

"""Changes that readers are told of: what moves the date, and what never does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.errors import NotFound, Refused
from blog.posts import changes, commands
from blog.posts.fields import Fields, fields_of
from blog.posts.models import Post
from tests.conftest import URL, FrozenClock
from tests.makers import make_post


@pytest.fixture
def post(app: Flask) -> Iterator[Post]:
    """A live piece, inside a transaction."""
    made = make_post(app)
    with app.app_context(), transaction():
        yield session().get_one(Post, made.id)


def test_a_save_alone_moves_no_date(post: Post, clock: FrozenClock) -> None:
    commands.save(post, fields_of(post), based_on=post.version, site_url=URL, at=clock.now)
    assert post.updated_at is None


def test_announcing_moves_the_date_and_keeps_the_note(post: Post, clock: FrozenClock) -> None:
    changes.announce(post, note=" The ending,\n retold ", at=clock.now)
    later = clock.move(days=2)
    changes.announce(post, note="Two names put right", at=later)
    assert post.updated_at == later
    assert [(change.note, change.made_at) for change in changes.of(post)] == [
        ("Two names put right", later),
        ("The ending, retold", later - timedelta(days=2)),
    ]


def test_the_same_note_sent_twice_is_told_once(post: Post, clock: FrozenClock) -> None:
    changes.announce(post, note="Retold", at=clock.now)
    told_at = clock.now
    changes.announce(post, note="Retold", at=clock.move(minutes=1))
    assert len(changes.of(post)) == 1
    assert post.updated_at == told_at


@pytest.mark.parametrize(
    ("note", "code"), [("  ", "no_note"), ("a" * 301, "too_long"), ("She ||dies||", "cannot_cover")]
)
def test_a_note_that_cannot_be_shown_is_refused(
    post: Post, clock: FrozenClock, note: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        changes.announce(post, note=note, at=clock.now)
    assert refused.value.code == code
    assert refused.value.details == {"field": "note"}
    assert post.updated_at is None


def test_nobody_is_told_of_what_nobody_can_see(post: Post, clock: FrozenClock) -> None:
    commands.withdraw(post, at=clock.now)
    with pytest.raises(Refused) as refused:
        changes.announce(post, note="Retold", at=clock.now)
    assert refused.value.code == "not_out"


def test_taking_back_leads_to_the_date_before(post: Post, clock: FrozenClock) -> None:
    first_at = clock.now
    changes.announce(post, note="First", at=first_at)
    changes.announce(post, note="Second", at=clock.move(days=1))
    second, first = changes.of(post)
    changes.take_back(post, second, at=clock.now)
    assert post.updated_at == first_at
    changes.take_back(post, first, at=clock.now)
    assert post.updated_at is None


def test_a_date_that_an_import_brought_is_not_forgotten(post: Post, clock: FrozenClock) -> None:
    imported_at = clock.now - timedelta(days=100)
    post.updated_at = imported_at
    changes.announce(post, note="Retold", at=clock.now)
    changes.take_back(post, changes.of(post)[0], at=clock.now)
    assert post.updated_at == imported_at
    assert [change.note for change in changes.of(post)] == [""]


def test_rewording_keeps_the_date(post: Post, clock: FrozenClock) -> None:
    changes.announce(post, note="Retold", at=clock.now)
    (change,) = changes.of(post)
    changes.reword(change, "The ending, retold", at=clock.now)
    assert (change.note, change.made_at) == ("The ending, retold", clock.now)
    with pytest.raises(Refused):
        changes.reword(change, "||gone||", at=clock.now)


def test_a_note_belongs_to_its_piece(app: Flask, post: Post, clock: FrozenClock) -> None:
    changes.announce(post, note="Retold", at=clock.now)
    (change,) = changes.of(post)
    assert changes.find(post, change.id) is change
    other = commands.create(Fields(title="Another"), site_url=URL, at=clock.now)
    with pytest.raises(NotFound):
        changes.find(other, change.id)

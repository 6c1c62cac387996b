"""Which texts are stale: typed over something that their page has not seen."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from blog.db import session, transaction
from blog.errors import Conflict
from blog.posts import commands, revisions, staleness
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.revisions import NO_WINDOW
from tests.conftest import FrozenClock
from tests.posts.two_pages import THEIRS, create, find, save, type_

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def post(clock: FrozenClock) -> Post:
    return create(clock)


# What happened to the post after version 2, which is what the text was typed over; whether that
# makes it stale for the page that typed it, and for another page.
EVENTS: dict[str, tuple[Callable[[Post, FrozenClock], object], bool, bool]] = {
    "nothing": (lambda post, clock: None, False, False),
    "I saved": (lambda post, clock: save(post, clock, "Mine."), False, True),
    "I autosaved": (lambda post, clock: type_(post, clock, "Mine."), False, True),
    "they saved": (lambda post, clock: save(post, clock, "Theirs.", THEIRS), True, False),
    "they autosaved": (lambda post, clock: type_(post, clock, "Theirs.", THEIRS), True, False),
    "they saved before I did": (
        lambda post, clock: (save(post, clock, "T", THEIRS), save(post, clock, "M")),
        True,
        True,
    ),
    "without a script": (lambda post, clock: save(post, clock, "Plain.", NO_WINDOW), True, True),
    "set aside": (
        lambda post, clock: revisions.set_aside(post, Fields(source="x"), at=clock.now),
        False,
        False,
    ),
    "published": (lambda post, clock: commands.publish(post, at=clock.now), False, False),
    "trashed": (lambda post, clock: commands.trash(post, at=clock.now), False, False),
    "they restored": (
        lambda post, clock: revisions.restore(post, find(1), at=clock.now, window=THEIRS),
        True,
        False,
    ),
    "they discarded": (
        lambda post, clock: revisions.discard(post, at=clock.now, window=THEIRS),
        True,
        False,
    ),
}


@pytest.mark.parametrize("event", EVENTS)
def test_what_makes_a_text_stale(post: Post, clock: FrozenClock, event: str) -> None:
    happen, for_me, for_them = EVENTS[event]
    opened = post.version
    with transaction():
        happen(post, clock)
    assert staleness.is_stale(post, based_on=opened, editor="mine") is for_me
    assert staleness.is_stale(post, based_on=opened, editor="theirs") is for_them
    assert staleness.is_stale(post, based_on=post.version, editor="mine") is False


def test_a_page_without_a_script_is_a_stranger_to_every_other(
    post: Post, clock: FrozenClock
) -> None:
    opened = post.version
    save(post, clock, "Mine.", NO_WINDOW)
    assert staleness.is_stale(post, based_on=opened, editor="")


def test_a_version_from_before_a_backup_was_restored_is_stale(post: Post) -> None:
    assert staleness.is_stale(post, based_on=post.version + 1, editor="mine")


def test_the_same_text_from_two_sides_is_no_conflict(post: Post, clock: FrozenClock) -> None:
    opened = post.version
    save(post, clock, "The same.", THEIRS)
    count = len(session().scalars(select(Revision.id)).all())
    kept = type_(post, clock, "The same.", based_on=opened)
    assert (kept.kind, kept.number) == (RevisionKind.SAVE, count)
    save(post, clock, "The same.", based_on=opened)


def test_a_stale_save_is_told_what_is_the_newest(post: Post, clock: FrozenClock) -> None:
    opened = post.version
    type_(post, clock, "Mine.", based_on=opened)
    with pytest.raises(Conflict) as conflict:
        save(post, clock, "Theirs.", THEIRS, based_on=opened)
    told = conflict.value.details
    assert (told["title"], told["source"]) == ("Slow train", "Mine.")
    assert told["fields"]["tags"] == ("winter",)
    assert (told["version"], told["number"]) == (post.version, 2)
    assert told["device"] == "Firefox on Linux"
    assert told["saved_at"] == "2026-11-20T12:01:00+00:00"

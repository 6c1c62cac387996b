"""Which autosaves go with age, and which never do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import autosave, commands, revisions, thinning
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.revisions import Window
from blog.posts.thinning import Kept
from tests.conftest import URL, FrozenClock

NOW = datetime(2026, 11, 20, 12, 30, 30, tzinfo=UTC)

# Seconds before now at which one page saved, and which of them are left.
TIMES = [
    ("the last of each minute", [0, 20, 40, 80, 100], [0, 40, 100]),
    ("a minute each for an hour", [600, 1200, 1260, 3599], [600, 1200, 1260, 3599]),
    ("then one an hour", [3600 + 60, 3600 + 120, 3600 + 1700, 3600 + 1900], [3660, 5500]),
    ("an hour that is half past", [1790, 1850, 3500, 3660], [1790, 1850, 3500, 3660]),
    ("one an hour for a day", [7200, 10800, 86000], [7200, 10800, 86000]),
    ("then one a day", [86400 + 60, 86400 + 7200, 2 * 86400, 2 * 86400 + 60], [86460, 172800]),
    ("a day for ever", [30 * 86400, 60 * 86400, 400 * 86400], [2592000, 5184000, 34560000]),
    ("a clock that went back", [-7200, -7190, 0], [-7200, 0]),
    ("nothing", [], []),
]


def kept(number: int, seconds: float, editor: str = "one", turn: int = 0) -> Kept:
    """An autosave of so many seconds ago."""
    saved_at = NOW - timedelta(seconds=seconds)
    return Kept(number=number, kind="autosave", editor=editor, turn=turn, saved_at=saved_at)


@pytest.mark.parametrize(
    ("ages", "left"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES]
)
def test_what_is_left_of_one_page(ages: list[int], left: list[int]) -> None:
    """The older, the lower its number."""
    autosaves = dict(enumerate(sorted(ages, reverse=True)))
    gone = thinning.superfluous((kept(*each) for each in autosaves.items()), at=NOW)
    assert sorted(age for number, age in autosaves.items() if number not in gone) == left


def test_thinning_twice_takes_nothing_more() -> None:
    autosaves = [kept(number, 90 * number) for number in range(200, 0, -1)]
    gone = thinning.superfluous(autosaves, at=NOW)
    rest = [one for one in autosaves if one.number not in gone]
    assert thinning.superfluous(rest, at=NOW) == []


def test_the_last_of_every_page_stays() -> None:
    pages = [kept(1, 50, "one"), kept(2, 45, "two"), kept(3, 40, "one"), kept(4, 35, "three")]
    assert thinning.superfluous(pages, at=NOW) == [1]
    assert thinning.superfluous(pages, at=NOW + timedelta(days=900)) == [1]


def test_of_two_in_a_minute_the_one_typed_later_stays() -> None:
    """The other came later, having been overtaken on its way."""
    assert thinning.superfluous([kept(1, 20, turn=8), kept(2, 10, turn=7)], at=NOW) == [2]


@pytest.fixture
def post(app: Flask, clock: FrozenClock) -> Iterator[Post]:
    with app.app_context():
        with transaction():
            made = commands.create(Fields(source="saved"), site_url=URL, at=clock.now)
        yield made


def sources() -> list[str]:
    return list(session().scalars(select(Revision.source).order_by(Revision.number)))


def test_only_what_was_kept_by_itself_goes(post: Post, clock: FrozenClock) -> None:
    one = Window(editor="one")

    def type_(source: str) -> Revision:
        fields = Fields(source=source)
        return autosave.autosave(post, fields, based_on=post.version, window=one, at=clock.now)

    with transaction():
        type_("first")
        revisions.name(type_("named"), "The one with the ferry")
        restored = type_("restored")
        revisions.set_aside(post, Fields(source="aside"), at=clock.now)
        revisions.restore(post, restored, at=clock.now, window=one)
        commands.save(
            post, Fields(source="by hand"), based_on=post.version, site_url=URL, at=clock.now
        )
        type_("last but one")
        type_("last")
    assert sources() == ["saved", "named", "aside", "restored", "by hand", "last"]
    clock.move(days=40)
    with transaction():
        thinning.thin(post, at=clock.now)
    assert sources() == ["saved", "named", "aside", "restored", "by hand", "last"]
    with transaction():
        type_("much later")
    assert sources()[-2:] == ["last", "much later"]


def test_the_working_copy_stays(post: Post, clock: FrozenClock) -> None:
    """Also when a later one of the same page was sent, and did not become the newest."""
    with transaction():
        fields, one = Fields(source="newest"), Window(editor="one", turn=1)
        autosave.autosave(post, fields, based_on=post.version, window=one, at=clock.now)
        revisions.keep(
            post,
            Fields(source="later"),
            kind=RevisionKind.AUTOSAVE,
            at=clock.now,
            window=Window(editor="one", turn=2),
        )
        thinning.thin(post, at=clock.now)
    assert revisions.current(post).source == "newest"

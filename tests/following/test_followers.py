"""How somebody becomes a follower, changes, and is forgotten."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import session, transaction
from blog.errors import Conflict, Gone, Refused
from blog.following import choices, followers
from blog.following.models import Follower, FollowerSubject, FollowRequest
from blog.subjects.choice import EVERYTHING, Subject
from blog.topics import tags
from blog.topics.models import Tag
from tests.conftest import FrozenClock
from tests.following.choosing import ask, follower, make_follower, make_tags, only

FILMS = only(Subject("kind", "film"))
BOOKS = only(Subject("kind", "book"))


def counts(app: Flask) -> list[int]:
    tables = (Follower, FollowerSubject, FollowRequest)
    with app.app_context():
        return [session().scalar(select(func.count()).select_from(each)) or 0 for each in tables]


def test_nobody_follows_before_they_say_yes(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        ask("Ada@blog.example", FILMS)
    assert counts(app) == [0, 0, 1]
    with app.app_context(), transaction():
        asked = session().scalars(select(FollowRequest)).one()
        made = followers.confirm(asked, at=clock.now)
        assert (made.address, made.key) == ("Ada@blog.example", "ada@blog.example")
        assert (made.rhythm, made.since, made.origin) == ("weekly", clock.now, "form")
        assert choices.of(made) == FILMS


def test_a_letter_of_two_days_ago_confirms_nothing(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        with transaction():
            asked = ask()
        clock.move(days=2)
        with pytest.raises(Gone, match="two days") as refused, transaction():
            followers.confirm(asked, at=clock.now)
        assert refused.value.code == "link_late"
    assert counts(app)[0] == 0


def test_confirming_twice_is_confirming(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        asked = ask(choice=FILMS)
        first = followers.confirm(asked, at=clock.now)
        clock.move(days=5)
        assert followers.confirm(asked, at=clock.now) is first
        assert first.since == clock.now - timedelta(days=5)
    assert counts(app) == [1, 1, 1]


def test_an_old_link_changes_nothing_of_what_was_chosen_since(
    app: Flask, clock: FrozenClock
) -> None:
    with app.app_context(), transaction():
        asked = ask(choice=FILMS)
        made = followers.confirm(asked, at=clock.now)
        followers.change(made, BOOKS, rhythm="monthly")
        followers.confirm(asked, at=clock.now, is_swapped=True)
        assert choices.of(made) == BOOKS


def test_the_same_again_is_no_question(app: Flask, clock: FrozenClock) -> None:
    make_follower(app, choice=FILMS)
    with app.app_context(), transaction():
        followers.confirm(ask(choice=FILMS), at=clock.now)
    assert counts(app) == [1, 1, 2]


@pytest.mark.parametrize("is_added", [True, False])
def test_who_follows_already_says_whether_to_add(
    app: Flask, clock: FrozenClock, is_added: bool
) -> None:
    make_follower(app, choice=FILMS)
    with app.app_context(), transaction():
        asked = ask(choice=BOOKS, rhythm="monthly")
        with pytest.raises(Conflict, match="follows already"):
            followers.confirm(asked, at=clock.now)
        known = followers.confirm(asked, at=clock.now, is_added=is_added, is_swapped=not is_added)
        assert choices.of(known) == (choices.both(FILMS, BOOKS) if is_added else BOOKS)
        assert known.rhythm == "monthly"
    assert counts(app)[0] == 1


def test_what_is_gone_by_now_cannot_be_confirmed(app: Flask, clock: FrozenClock) -> None:
    (film,) = make_tags(app, "film")
    with app.app_context():
        with transaction():
            asked = ask(choice=only(film))
        with transaction():
            tags.remove(session().get_one(Tag, film.id), at=clock.now)
        with pytest.raises(Refused, match="not kept here any more"), transaction():
            followers.confirm(asked, at=clock.now)
    assert counts(app)[0] == 0


def test_leaving_leaves_nothing(app: Flask, clock: FrozenClock) -> None:
    follower_id = make_follower(app, choice=FILMS)
    make_follower(app, "bo@blog.example", BOOKS)
    with app.app_context():
        with transaction():
            ask(choice=BOOKS)
        with transaction():
            followers.leave(followers.known(follower_id))
        with pytest.raises(Gone, match="No letters"):
            followers.known(follower_id)
        assert follower() is None
    assert counts(app) == [1, 1, 1]
    # The number is never given to anybody else: links in old letters open nothing.
    assert make_follower(app) > follower_id + 1


def test_a_pause_has_its_day_ahead(app: Flask, clock: FrozenClock) -> None:
    follower_id = make_follower(app)
    with app.app_context(), pytest.raises(Refused, match="still to come") as refused, transaction():
        followers.pause(followers.known(follower_id), at=clock.now, until=clock.now)
    assert refused.value.details == {"field": "until"}


def test_an_unknown_rhythm_is_refused(app: Flask) -> None:
    follower_id = make_follower(app)
    with app.app_context(), pytest.raises(Refused, match="how often"), transaction():
        followers.change(followers.known(follower_id), EVERYTHING, rhythm="daily")

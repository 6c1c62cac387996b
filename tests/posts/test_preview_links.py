"""Links to what is not out yet: they open the newest text, until they expire or are taken back."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.errors import Gone, NotFound, Refused
from blog.posts import commands, preview_links
from blog.posts.models import Post
from tests.conftest import FrozenClock
from tests.makers import make_post

SECRET = "a secret for tests, long enough to be taken"


def made(app: Flask, *, term: str, clock: FrozenClock) -> str:
    """The token of a link to the first piece."""
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        link = preview_links.make(post, term=term, at=clock.now)
        return preview_links.token(link.id, secret=SECRET)


@pytest.mark.parametrize(("term", "days"), [("day", 1), ("week", 7), ("month", 30)])
def test_a_link_opens_until_its_time_is_over(
    app: Flask, clock: FrozenClock, term: str, days: int
) -> None:
    make_post(app, published_at=None)
    token = made(app, term=term, clock=clock)
    with app.app_context():
        last = clock.now + timedelta(days=days, seconds=-1)
        assert preview_links.opened_by(token, secret=SECRET, at=last).id == 1
        with pytest.raises(Gone) as gone:
            preview_links.opened_by(token, secret=SECRET, at=last + timedelta(seconds=1))
        assert gone.value.code == "link_expired"


def test_a_link_that_was_taken_back_opens_nothing(app: Flask, clock: FrozenClock) -> None:
    make_post(app, published_at=None)
    kept, token = made(app, term="week", clock=clock), made(app, term="week", clock=clock)
    with app.app_context(), transaction():
        preview_links.take_back(2, post_id=1)
        preview_links.take_back(2, post_id=1)
        preview_links.take_back(1, post_id=9)
    with app.app_context():
        assert preview_links.opened_by(kept, secret=SECRET, at=clock.now).id == 1
        with pytest.raises(Gone, match="no longer good"):
            preview_links.opened_by(token, secret=SECRET, at=clock.now)


def test_a_link_that_was_taken_back_never_opens_another_piece(
    app: Flask, clock: FrozenClock
) -> None:
    make_post(app, published_at=None)
    token = made(app, term="week", clock=clock)
    with app.app_context(), transaction():
        preview_links.take_back(1, post_id=1)
    made(app, term="week", clock=clock)
    with app.app_context(), pytest.raises(Gone, match="no longer good"):
        preview_links.opened_by(token, secret=SECRET, at=clock.now)


@pytest.mark.parametrize("token", ["", "1", "x.y.z", "MQ.aaaa.bbbbbbbbbbbbbbbb"])
def test_what_is_no_link_of_ours(app: Flask, clock: FrozenClock, token: str) -> None:
    with app.app_context(), pytest.raises(NotFound):
        preview_links.opened_by(token, secret=SECRET, at=clock.now)


def test_another_secret_opens_nothing(app: Flask, clock: FrozenClock) -> None:
    make_post(app, published_at=None)
    token = made(app, term="week", clock=clock)
    with app.app_context(), pytest.raises(NotFound):
        preview_links.opened_by(token, secret="another secret", at=clock.now)


@pytest.mark.parametrize("set_aside", [commands.withdraw, commands.trash])
def test_a_piece_that_was_taken_back_is_not_shown(
    app: Flask, clock: FrozenClock, set_aside: type
) -> None:
    make_post(app)
    token = made(app, term="week", clock=clock)
    with app.app_context(), transaction():
        set_aside(session().get_one(Post, 1), at=clock.now)
    with app.app_context(), pytest.raises(Gone, match="taken it back"):
        preview_links.opened_by(token, secret=SECRET, at=clock.now)
    with pytest.raises(Refused):
        made(app, term="week", clock=clock)


def test_only_the_terms_of_the_form(app: Flask, clock: FrozenClock) -> None:
    make_post(app, published_at=None)
    with pytest.raises(Refused, match="a day, a week or a month"):
        made(app, term="year", clock=clock)


def test_those_that_still_open_are_listed_and_the_others_forgotten(
    app: Flask, clock: FrozenClock
) -> None:
    make_post(app, published_at=None)
    for term in ("day", "week"):
        made(app, term=term, clock=clock)
    clock.move(days=2)
    with app.app_context():
        assert [link.id for link in preview_links.links_of(1, at=clock.now)] == [2]
    made(app, term="day", clock=clock)
    with app.app_context():
        assert len(preview_links.links_of(1, at=clock.now - timedelta(days=9))) == 2

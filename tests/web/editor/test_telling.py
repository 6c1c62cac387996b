"""Telling followers as a piece is published: ticked by hand, and counted by what the form says."""

from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.db import session, transaction
from blog.deliveries.models import Delivery
from blog.following import followers
from blog.subjects.choice import Subject
from tests.conftest import FrozenClock
from tests.following.choosing import make_follower, make_tags, only
from tests.makers import make_theme
from tests.web.editor import page

LETTERS = "/desk/posts/1/letters/"


def deliveries(app: Flask) -> Sequence[Delivery]:
    with app.app_context():
        return session().scalars(select(Delivery).order_by(Delivery.id)).all()


def draft(author: FlaskClient, **typed: str) -> TestResponse:
    """Publishes what a form of a new piece says."""
    opened = page.form(author.get("/desk/posts/new"))
    text = {"title": "Slow Train", "source": "Snow.", "action": "publish"}
    return author.post("/desk/posts/new", data=page.typed_over(opened, **(text | typed)))


def test_it_is_never_ticked_by_itself(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    form = author.get("/desk/posts/new")
    assert "And tell one follower by letter" in page.words(form)
    assert "tell" not in page.form(form)
    answer = draft(author)
    assert answer.location == "/desk/posts/1/"
    assert deliveries(app) == []


def test_tell(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app, rhythm="at_once")
    answer = draft(author, tell="y")
    assert answer.location == LETTERS
    (delivery,) = deliveries(app)
    assert (delivery.due_at - clock.now).total_seconds() == 15 * 60
    shown = page.words(author.get(LETTERS))
    assert "Published. Readers see it now." in shown
    assert "One follower hears in 15 minutes." in shown
    assert "The countdown ends at 12:15." in shown


def test_a_weekly_follower_hears_on_sunday(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    draft(author, tell="y")
    assert "One follower hears in Sunday’s letter." in page.words(author.get(LETTERS))


def test_tell_of_what_is_scheduled(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app)
    draft(author, tell="y", action="schedule", published_at="2026-11-29T08:00", when="later")
    shown = page.words(author.get(LETTERS))
    assert "That is Sunday 29 November 2026, 08:15, 15 minutes after the piece comes out." in shown
    assert "Followers are told." in page.words(author.get("/desk/posts/1/"))


@pytest.mark.parametrize("action", ["save", "trash"])
def test_only_publishing_tells(app: Flask, author: FlaskClient, action: str) -> None:
    make_follower(app)
    draft(author, tell="y", action=action)
    assert deliveries(app) == []


def test_a_refusal_keeps_the_tick(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    answer = draft(author, tell="y", title="", source="")
    assert answer.status_code == 422
    assert page.form(answer)["tell"] == "y"
    assert deliveries(app) == []


def test_ticked_on_a_page_that_is_late(app: Flask, author: FlaskClient) -> None:
    """Published and told meanwhile in another window: nobody is told twice."""
    make_follower(app)
    draft(author, action="save")
    opened = page.typed_over(page.form(author.get("/desk/posts/1/")), action="publish", tell="y")
    assert author.post("/desk/posts/1/", data=opened).location == LETTERS
    again = page.typed_over(page.form(author.get("/desk/posts/1/")), action="publish", tell="y")
    assert author.post("/desk/posts/1/", data=again).location == LETTERS
    assert len(deliveries(app)) == 1


def test_who_hears_is_counted_by_the_form(app: Flask, author: FlaskClient) -> None:
    film, winter = make_tags(app, "film", "winter")
    snow = make_theme(app, "Snow")
    make_follower(app, "a@one.example", rhythm="at_once")
    make_follower(app, "b@one.example", only(film, without=(winter,)))
    make_follower(app, "c@one.example", only(Subject("theme", snow.id)))
    make_follower(app, "d@one.example", only(Subject("kind", "book"), film, is_all=True))
    with app.app_context(), transaction():
        followers.pause(followers.known(3), at=followers.known(3).since, until=None)

    def told(**typed: str | list[str]) -> str:
        form = page.typed_over(page.form(author.get("/desk/posts/new")), **typed)
        return page.words(author.post("/desk/posts/new/hearers", data=form))

    assert "And tell one follower by letter" in told()
    assert "And tell 2 followers by letter 1 as it goes, 1 in Sunday’s letter." in told(tags="Film")
    assert "tell one follower" in told(tags="film, winter", themes=str(snow.id))
    book = {"reviews-0-work": "A New Book", "reviews-0-kind": "book"}
    assert "And tell 3 followers" in told(tags="film", **book)

"""Telling followers is asked for, counts down, and can be stopped; nothing else ever sends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.deliveries import commands
from blog.deliveries.models import Telling
from blog.errors import Conflict, Refused
from blog.following import followers
from blog.following.models import Follower
from blog.posts import commands as posts
from blog.posts.fields import fields_of
from blog.posts.models import Post
from blog.subjects.choice import Choice, Subject
from tests import makers, smtp
from tests.conftest import URL, FrozenClock
from tests.deliveries.office import Office


def write(app: Flask, post: Post, at: FrozenClock, **changed: str) -> None:
    with app.app_context(), transaction():
        found = session().get_one(Post, post.id)
        fields = replace(fields_of(found), **changed)
        posts.save(found, fields, based_on=found.version, site_url=URL, at=at.now)


def test_nobody_hears_before_the_countdown_is_over(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    number = office.announce(makers.make_post(app), minutes=15)
    clock.move(minutes=14, seconds=59)
    office.work()
    assert (office.reached, office.delivery(number).state) == ([], "counting")
    clock.move(seconds=1)
    office.work()
    assert (office.reached, office.delivery(number).state) == (["ada"], "done")
    assert office.delivery(number).ended_at == clock.now


def test_stopped_in_time_nobody_hears(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada")
    number = office.announce(makers.make_post(app), minutes=15)
    office.stop(number)
    clock.move(minutes=20)
    office.work()
    assert (office.reached, office.tellings()) == ([], [])


def test_what_is_changed_in_the_countdown_goes_out(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    post = makers.make_post(app, title="Snwo", source="It snwos.")
    office.announce(post, minutes=15)
    write(app, post, clock, title="Snow", source="It snows.")
    clock.move(minutes=15)
    office.work()
    (letter,) = office.mail.letters
    assert letter.message["subject"] == "Snow"
    assert "It snows." in letter.text
    assert "It snows." in letter.html


def test_who_changes_their_mind_in_the_countdown(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    left, paused = office.follower("left"), office.follower("paused")
    other, resumed = office.follower("other"), office.follower("resumed")
    office.follower("stays")
    office.change(resumed, paused_at=clock.now, resumes_at=clock.now + timedelta(minutes=5))
    office.announce(makers.make_post(app, tags=("film",)), minutes=15)
    with app.app_context(), transaction():
        followers.leave(session().get_one(Follower, left))
    office.change(paused, paused_at=clock.now)
    office.choose(other, Choice(subjects=frozenset({Subject("kind", "book")})))
    clock.move(minutes=15)
    office.follower("new")
    office.work()
    assert sorted(office.reached) == ["new", "resumed", "stays"]


@pytest.mark.parametrize("act", ["withdraw", "trash"])
def test_a_piece_that_is_taken_back_takes_its_letters_with_it(
    app: Flask, office: Office, clock: FrozenClock, act: str
) -> None:
    office.follower("ada")
    post = makers.make_post(app)
    number = office.announce(post, minutes=15)
    with app.app_context(), transaction():
        found = session().get_one(Post, post.id)
        (posts.withdraw if act == "withdraw" else posts.trash)(found, at=clock.now)
    assert office.delivery(number).state == "stopped"
    assert "taken back" in office.delivery(number).note
    with app.app_context(), transaction():
        found = session().get_one(Post, post.id)
        posts.restore(found, at=clock.now)
        posts.publish(found, at=clock.now)
    clock.move(days=1)
    office.work()
    assert office.reached == []


def test_a_planned_piece_counts_down_from_when_it_comes_out(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    tomorrow = clock.now + timedelta(days=1)
    post = makers.make_post(app, published_at=tomorrow)
    number = office.announce(post, minutes=15)
    assert office.delivery(number).due_at == tomorrow + timedelta(minutes=15)
    with app.app_context(), transaction():
        later = tomorrow + timedelta(days=2)
        posts.schedule(session().get_one(Post, post.id), for_=later, at=clock.now)
    assert office.delivery(number).due_at == later + timedelta(minutes=15)
    clock.now = tomorrow + timedelta(hours=1)
    office.work()
    assert office.reached == []
    with app.app_context(), transaction():
        posts.publish(session().get_one(Post, post.id), at=clock.now)
    assert office.delivery(number).due_at == clock.now + timedelta(minutes=15)
    clock.move(minutes=15)
    office.work()
    assert office.reached == ["ada"]
    clock.now = later + timedelta(hours=1)
    office.work()
    assert office.reached == ["ada"]


def test_not_out_when_its_time_has_come(app: Flask, office: Office, clock: FrozenClock) -> None:
    """As after a change that told nobody, by hand in the database."""
    office.follower("ada")
    post = makers.make_post(app)
    number = office.announce(post, minutes=15)
    with app.app_context(), transaction():
        session().get_one(Post, post.id).withdrawn_at = clock.now
    clock.move(minutes=15)
    office.work()
    assert office.delivery(number).state == "stopped"
    assert "was not out" in office.delivery(number).note


def test_what_can_be_told(app: Flask, office: Office, clock: FrozenClock) -> None:
    draft = makers.make_post(app, title="Draft", published_at=None)
    about = makers.make_post(app, title="About", kind="page")
    for post in (draft, about):
        with pytest.raises(Refused, match="piece that is out"):
            office.announce(post)
    live = makers.make_post(app)
    with pytest.raises(Refused, match="from 0 to 1440"):
        office.announce(live, minutes=-1)
    office.announce(live, minutes=5)
    with pytest.raises(Conflict, match="on their way already"):
        office.announce(live)


def test_publishing_importing_and_back_dating_tell_nobody(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    post = makers.make_post(app)
    with app.app_context(), transaction():
        found = session().get_one(Post, post.id)
        posts.withdraw(found, at=clock.now)
        posts.publish(found, at=clock.now)
        posts.publish(found, at=clock.now, dated=clock.now - timedelta(days=400))
    clock.move(days=40)
    office.work()
    assert office.reached == []


def test_a_lost_letter_that_is_sent_again_ends_no_countdown(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    office.mail.fate = lambda number: smtp.HANG_UP_AFTER if number == 1 else ""
    post = makers.make_post(app)
    office.announce(post)
    office.work()
    clock.move(hours=1)
    office.follower("bea")
    number = office.announce(post, minutes=15)
    with app.app_context(), transaction():
        commands.send_again(session().scalars(select(Telling)).one(), at=clock.now)
    office.work()
    assert (office.reached, office.delivery(number).state) == (["ada", "ada"], "counting")
    clock.move(minutes=15)
    office.work()
    assert (office.reached, office.delivery(number).state) == (["ada", "ada", "bea"], "done")

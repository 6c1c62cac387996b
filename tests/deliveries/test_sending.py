"""One letter for each follower and piece: what the server says decides what becomes of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.deliveries import commands, queries
from blog.deliveries.models import Telling
from blog.deliveries.sending import MOST_TRIES
from blog.errors import Refused
from blog.following.models import Follower
from blog.jobs.models import Job
from blog.posts.models import Post
from tests import makers, smtp
from tests.conftest import FrozenClock
from tests.deliveries.office import Office

ADA = "ada@harbour.example"


def test_told_again_only_those_who_have_not_been(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    post = makers.make_post(app)
    office.follower("ada")
    office.announce(post)
    office.work()
    office.follower("ben")
    office.announce(post)
    office.work()
    assert office.reached == ["ada", "ben"]


def test_stopped_on_the_way_and_told_after_all(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.set(letters_per_minute=1)
    for name in ("ada", "ben"):
        office.follower(name)
    post = makers.make_post(app)
    number = office.announce(post)
    office.work()
    office.stop(number)
    clock.move(days=1)
    office.work()
    assert (office.reached, office.states()) == (["ada"], ["sent", "stopped"])
    office.announce(post)
    office.work()
    assert (office.reached, office.states()) == (["ada", "ben"], ["sent", "sent"])


def test_a_full_mailbox_is_tried_later_and_later(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    office.mail.answers[ADA] = "452 4.2.2 Full"
    number = office.announce(makers.make_post(app))
    pauses = []
    for _ in range(MOST_TRIES - 1):
        office.work()
        (telling,) = office.tellings()
        assert (telling.state, telling.answer) == ("waiting", "452 4.2.2 Full")
        pauses.append(int((telling.due_at - clock.now).total_seconds() // 60))
        office.work()
        assert office.tellings()[0].tries == telling.tries
        clock.now = telling.due_at
    assert pauses == [5, 15, 45, 135, 405, 1215]
    office.work()
    assert office.states() == ["refused"]
    assert office.delivery(number).state == "done"


def test_a_full_mailbox_that_is_emptied(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada")
    office.mail.answers[ADA] = "452 4.2.2 Full"
    office.announce(makers.make_post(app))
    office.work()
    office.mail.answers.clear()
    clock.move(minutes=5)
    office.work()
    assert (office.reached, office.states()) == (["ada"], ["sent"])


def test_no_such_address_is_not_tried_again(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada")
    office.follower("ben")
    office.mail.answers[ADA] = "550 5.1.1 No such reader"
    office.announce(makers.make_post(app))
    office.work()
    assert (office.reached, office.states()) == (["ben"], ["refused", "sent"])
    clock.move(days=30)
    assert office.work().failed_count == 0
    assert office.reached == ["ben"]


def test_without_a_server_everything_waits_and_nothing_is_given_up(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    office.mail.sender_answer = "553 5.7.1 Not your address"
    office.announce(makers.make_post(app))
    pauses = []
    for _ in range(9):
        office.work()
        with app.app_context():
            due_at = session().scalars(select(Job.due_at).where(Job.name == "deliveries.send"))
            (next_at,) = due_at
        pauses.append(int((next_at - clock.now).total_seconds() // 60))
        clock.now = next_at
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30]
    (telling,) = office.tellings()
    assert (telling.state, telling.tries) == ("waiting", 0)
    assert telling.answer == "553 5.7.1 Not your address"
    office.mail.sender_answer = ""
    office.work()
    assert office.reached == ["ada"]


def test_a_letter_of_unknown_fate_is_never_sent_by_itself(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    office.mail.fate = lambda number: smtp.HANG_UP_AFTER if number == 1 else ""
    number = office.announce(makers.make_post(app))
    office.work()
    clock.move(days=1)
    office.work()
    assert (office.reached, office.states()) == (["ada"], ["unknown"])
    with app.app_context(), transaction():
        assert office.delivery(number).state == "done"
        (lost,) = queries.lost(number, at=clock.now)
        assert lost.address == ADA
        (progress,) = queries.deliveries_of(lost.telling.post_id, at=clock.now)
        assert (progress.counts, progress.lost_count) == ({"unknown": 1}, 1)
        commands.send_again(lost.telling, at=clock.now)
    assert office.delivery(number).state == "sending"
    office.work()
    assert (office.reached, office.states()) == (["ada", "ada"], ["sent"])
    assert office.delivery(number).state == "done"


def test_only_a_lost_letter_is_sent_again(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada")
    office.announce(makers.make_post(app))
    office.work()
    with app.app_context(), transaction(), pytest.raises(Refused, match="known what became"):
        commands.send_again(session().scalars(select(Telling)).one(), at=clock.now)


def test_a_letter_that_a_killed_process_had_is_lost_and_its_delivery_ends(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    for name in ("ada", "ben"):
        office.follower(name)
    office.set(letters_per_minute=1)
    number = office.announce(makers.make_post(app))
    office.work()
    with app.app_context(), transaction():
        # As it stands between taking a letter and hearing of it.
        telling = session().scalars(select(Telling).where(Telling.state == "waiting")).one()
        telling.state, telling.letter = "unknown", "of a killed process"
        telling.taken_until = clock.now + timedelta(minutes=10)
    clock.move(minutes=1)
    office.work()
    assert office.delivery(number).state == "sending"
    clock.move(minutes=20)
    office.work()
    assert (office.reached, office.delivery(number).state) == (["ada"], "done")
    with app.app_context():
        assert [lost.address for lost in queries.lost(number, at=clock.now)] == [
            "ben@harbour.example"
        ]


def test_who_leaves_or_pauses_while_letters_go_out(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.set(letters_per_minute=1)
    office.follower("ada")
    left, paused = office.follower("left"), office.follower("paused")
    office.follower("zoe")
    number = office.announce(makers.make_post(app))
    office.work()
    with app.app_context(), transaction():
        session().delete(session().get_one(Follower, left))
    office.change(paused, paused_at=clock.now)
    for _ in range(3):
        clock.move(minutes=1)
        office.work()
    assert office.reached == ["ada", "zoe"]
    assert office.states() == ["sent", "stopped", "stopped", "sent"]
    assert office.delivery(number).state == "done"


def test_a_piece_that_is_removed_takes_its_tellings_with_it(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.set(letters_per_minute=1)
    office.follower("ada")
    office.follower("ben")
    post = makers.make_post(app)
    office.announce(post)
    office.work()
    with app.app_context(), transaction():
        session().delete(session().get_one(Post, post.id))
    clock.move(minutes=1)
    assert office.work().failed_count == 0
    assert (office.reached, office.tellings()) == (["ada"], [])

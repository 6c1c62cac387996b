"""Rounds of letters: on one connection, no more in a minute than are allowed."""

from flask import Flask

from blog.deliveries.rounds import MOST_LETTERS
from tests import makers
from tests.conftest import FrozenClock
from tests.deliveries.office import Office


def test_each_once_on_one_connection(app: Flask, office: Office, clock: FrozenClock) -> None:
    names = [f"reader{number}" for number in range(MOST_LETTERS + 5)]
    for name in names:
        office.follower(name)
    number = office.announce(makers.make_post(app))
    office.set(letters_per_minute=1000)
    for _ in range(3):
        # A round on a slow machine ends early; the next is asked for when it has ended.
        office.work()
        clock.move(seconds=20)
    assert sorted(office.reached) == sorted(names)
    assert office.mail.connection_count == 1
    assert office.delivery(number).state == "done"
    assert set(office.states()) == {"sent"}


def test_the_rate_holds_for_all_deliveries_together(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.set(letters_per_minute=3)
    for name in ("ada", "ben", "cleo", "dan"):
        office.follower(name)
    for title in ("One", "Two"):
        office.announce(makers.make_post(app, title=title))
    sent = []
    for _ in range(12):
        office.work()
        sent.append(len(office.mail.letters))
        clock.move(seconds=15)
    # Three at once, and three more whenever a minute has passed.
    assert sent == [3, 3, 3, 3, 6, 6, 6, 6, 8, 8, 8, 8]


def test_what_is_late_is_not_sent_all_at_once(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.set(letters_per_minute=2)
    for number in range(6):
        office.follower(f"reader{number}")
    office.announce(makers.make_post(app))
    clock.move(days=3)
    office.work()
    assert len(office.mail.letters) == 2

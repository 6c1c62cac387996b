"""Wrong passwords: how many are free, and how long the next one has to wait."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.accounts import queries, sign_ins, throttle
from blog.accounts.models import FailedAttempt
from blog.accounts.throttle import Attempt
from blog.db import session, transaction
from blog.errors import TooMany
from tests.conftest import FrozenClock

ADA = Attempt(name="ada", address="192.0.2.7", secret="s" * 32)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def fail(attempt: Attempt, clock: FrozenClock, *, times: int = 1) -> None:
    for _ in range(times):
        with transaction():
            throttle.count(attempt, at=clock.now)


def wait(attempt: Attempt, clock: FrozenClock) -> int:
    """The seconds the next attempt has to wait."""
    try:
        fail(attempt, clock)
    except TooMany as too_many:
        return int(too_many.details["retry_after"])
    return 0


def test_the_key_of_the_hashes_is_not_printed() -> None:
    assert ADA.secret not in repr(ADA)


def test_five_are_free(clock: FrozenClock) -> None:
    assert throttle.tries_left(ADA, at=clock.now) == 5
    fail(ADA, clock, times=5)
    assert throttle.tries_left(ADA, at=clock.now) == 0
    assert wait(ADA, clock) == 60


def test_the_pauses_grow_to_a_quarter_of_an_hour(clock: FrozenClock) -> None:
    fail(ADA, clock, times=5)
    pauses = []
    for _ in range(6):
        pauses.append(wait(ADA, clock))
        clock.move(seconds=pauses[-1])
        fail(ADA, clock)
    assert pauses == [60, 120, 240, 480, 900, 900]


def test_waiting_is_counted_down_and_not_prolonged_by_trying(clock: FrozenClock) -> None:
    fail(ADA, clock, times=5)
    for passed in (0, 20, 59):
        clock.now = clock.now.replace(second=passed)
        assert wait(ADA, clock) == 60 - passed


@pytest.mark.parametrize(("failures", "words"), [(5, "a minute"), (7, "4 minutes")])
def test_the_sentence_says_how_long(clock: FrozenClock, failures: int, words: str) -> None:
    fail(ADA, clock, times=5)
    for _ in range(failures - 5):
        clock.move(minutes=5)
        fail(ADA, clock)
    with pytest.raises(TooMany) as too_many:
        fail(ADA, clock)
    assert too_many.value.message == f"Too many wrong tries. Wait {words}, then try again."


def test_the_name_is_counted_however_it_is_typed(clock: FrozenClock) -> None:
    fail(ADA, clock, times=3)
    fail(replace(ADA, name=" ADA "), clock, times=2)
    assert wait(ADA, clock) == 60


def test_another_name_or_another_address_is_free(clock: FrozenClock) -> None:
    fail(ADA, clock, times=5)
    assert wait(replace(ADA, address="192.0.2.8"), clock) == 0
    assert wait(replace(ADA, name="somebody"), clock) == 0


def test_one_address_may_be_wrong_twenty_times(clock: FrozenClock) -> None:
    for number in range(20):
        fail(replace(ADA, name=f"name {number}"), clock)
    assert wait(replace(ADA, name="yet another"), clock) == 60
    assert wait(replace(ADA, name="yet another", address="192.0.2.8"), clock) == 0


def test_one_name_may_be_wrong_fifty_times_from_anywhere(clock: FrozenClock) -> None:
    for number in range(50):
        fail(replace(ADA, address=f"198.51.100.{number}"), clock)
    assert wait(replace(ADA, address="203.0.113.1"), clock) == 60


def test_nobody_locks_the_owner_out_of_a_known_place(clock: FrozenClock) -> None:
    with transaction():
        sign_ins.sign_in(
            queries.the_owner(),
            way="with a password",
            stays=True,
            address="203.0.113.1",
            user_agent="",
            at=clock.now,
        )
    for number in range(60):
        try:
            fail(replace(ADA, address=f"198.51.100.{number}"), clock)
        except TooMany:
            break
    assert wait(replace(ADA, address="203.0.113.2"), clock) == 60
    assert wait(replace(ADA, address="203.0.113.1"), clock) == 0


def test_one_ipv6_subscriber_is_one_address(clock: FrozenClock) -> None:
    for number in range(20):
        fail(replace(ADA, name=f"name {number}", address=f"2001:db8:1:2::{number:x}"), clock)
    assert wait(replace(ADA, name="another", address="2001:db8:1:2:ffff::1"), clock) == 60
    assert wait(replace(ADA, name="another", address="2001:db8:1:3::1"), clock) == 0


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_what_counts_as_one_address(address: str, counted_as: str) -> None:
    assert throttle.network(address) == counted_as


def test_what_was_right_does_not_count_and_what_was_wrong_still_does(clock: FrozenClock) -> None:
    fail(ADA, clock, times=4)
    with transaction():
        throttle.take_back(ADA)
    assert throttle.tries_left(ADA, at=clock.now) == 2
    assert session().scalar(sa.select(sa.func.count(FailedAttempt.id))) == 3 * 3


def test_whoever_is_in_is_forgiven_the_name_and_not_the_address(clock: FrozenClock) -> None:
    fail(ADA, clock, times=4)
    with transaction():
        throttle.forgive(ADA)
    assert throttle.tries_left(ADA, at=clock.now) == 5
    kept = session().scalars(sa.select(FailedAttempt.subject)).all()
    assert kept == [ADA.from_address] * 4


def test_an_hour_later_nothing_is_kept(clock: FrozenClock) -> None:
    fail(ADA, clock, times=5)
    clock.move(hours=1)
    assert wait(ADA, clock) == 0
    kept = session().scalars(sa.select(FailedAttempt.failed_at)).all()
    assert set(kept) == {clock.now}
    assert timedelta(hours=1) == throttle.WINDOW


def test_neither_names_nor_addresses_are_stored(clock: FrozenClock) -> None:
    fail(ADA, clock)
    for subject in session().scalars(sa.select(FailedAttempt.subject)):
        assert len(subject) == 64
        assert int(subject, 16)
    other = replace(ADA, secret="t" * 32)
    assert other.for_name != ADA.for_name

"""What is begun is finished once, soon, by its token; nobody fills the table."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.accounts import ceremonies
from blog.accounts.ceremonies import MOST, MOST_FOR_ONE, Begun
from blog.accounts.models import Ceremony
from blog.accounts.queries import hashed
from blog.db import session, transaction
from tests.conftest import FrozenClock


@pytest.fixture(autouse=True)
def _database(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def begin(clock: FrozenClock, *, subject: str = "a" * 64, purpose: str = "tea") -> Begun:
    with transaction():
        return ceremonies.begin(purpose, subject=subject, owner_id=1, at=clock.now)


def finish(begun: Begun, clock: FrozenClock, *, purpose: str = "tea") -> Ceremony | None:
    with transaction():
        return ceremonies.finish(purpose, begun.token, at=clock.now)


def test_it_is_finished_once(clock: FrozenClock) -> None:
    begun = begin(clock)
    finished = finish(begun, clock)
    assert finished is not None
    assert (finished.challenge, finished.owner_id) == (begun.challenge, 1)
    assert finish(begun, clock) is None


def test_looking_finishes_nothing(clock: FrozenClock) -> None:
    begun = begin(clock)
    assert ceremonies.find("tea", begun.token, at=clock.now) is not None
    assert finish(begun, clock) is not None
    assert ceremonies.find("tea", begun.token, at=clock.now) is None


def test_it_is_over_after_five_minutes(clock: FrozenClock) -> None:
    begun, late = begin(clock), begin(clock)
    clock.move(minutes=5, seconds=-1)
    assert finish(begun, clock) is not None
    clock.move(seconds=1)
    assert finish(late, clock) is None
    begin(clock)
    assert session().scalar(sa.select(sa.func.count(Ceremony.id))) == 1


def test_it_lasts_as_long_as_it_is_told(clock: FrozenClock) -> None:
    with transaction():
        begun = ceremonies.begin("tea", subject="a", lasts=timedelta(hours=1), at=clock.now)
    clock.move(minutes=59)
    assert finish(begun, clock) is not None


def test_one_purpose_does_not_finish_another(clock: FrozenClock) -> None:
    begun = begin(clock)
    assert finish(begun, clock, purpose="coffee") is None
    assert finish(begun, clock) is not None


def test_what_stands_in_the_database_finishes_nothing(clock: FrozenClock) -> None:
    begun = begin(clock)
    (kept,) = session().scalars(sa.select(Ceremony.token_hash)).all()
    assert kept == hashed(begun.token)
    assert ceremonies.find("tea", kept, at=clock.now) is None


def test_challenges_are_never_the_same(clock: FrozenClock) -> None:
    assert len({begin(clock).challenge for _ in range(5)}) == 5


def test_whoever_begins_many_pushes_out_their_own(clock: FrozenClock) -> None:
    other, link = begin(clock, subject="b" * 64), begin(clock, purpose="coffee")
    mine = [begin(clock) for _ in range(MOST_FOR_ONE + 2)]
    assert [finish(begun, clock) is not None for begun in mine[:3]] == [False, False, True]
    assert finish(mine[-1], clock) is not None
    assert finish(other, clock) is not None
    assert finish(link, clock, purpose="coffee") is not None


def test_all_together_are_bounded(clock: FrozenClock) -> None:
    first, link = begin(clock), begin(clock, purpose="coffee")
    with transaction():
        values = {"purpose": "tea", "challenge": b"", "expires_at": clock.now + ceremonies.LASTS}
        session().execute(
            sa.insert(Ceremony),
            [
                values | {"token_hash": f"{number}", "subject": f"{number}"}
                for number in range(MOST - 1)
            ],
        )
    assert ceremonies.find("tea", first.token, at=clock.now) is not None
    begin(clock, subject="b" * 64)
    assert ceremonies.find("tea", first.token, at=clock.now) is None
    assert session().scalar(sa.select(sa.func.count(Ceremony.id))) == MOST + 1
    assert finish(link, clock, purpose="coffee") is not None

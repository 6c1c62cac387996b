"""The codes on paper: ten, each for one time."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from blog.accounts import recovery_codes
from blog.accounts.models import RecoveryCode
from blog.db import session, transaction
from blog.errors import Refused
from tests.conftest import FrozenClock


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def made(clock: FrozenClock) -> list[str]:
    with transaction():
        return recovery_codes.make(1, at=clock.now)


def is_taken(typed: str, clock: FrozenClock) -> bool:
    try:
        with transaction():
            recovery_codes.take(1, typed, at=clock.now)
    except Refused:
        return False
    return True


def test_there_are_ten_and_none_is_in_the_database(made: list[str]) -> None:
    assert len(set(made)) == recovery_codes.left_count(1) == 10
    assert all([len(part) for part in code.split()] == [4, 4, 4, 4] for code in made)
    kept = "".join(session().scalars(sa.select(RecoveryCode.code_hash)))
    assert not any(part in kept for code in made for part in (code, code.replace(" ", "")))


def test_each_works_once(made: list[str], clock: FrozenClock) -> None:
    assert is_taken(made[3], clock)
    assert not is_taken(made[3], clock)
    assert recovery_codes.left_count(1) == 9
    assert recovery_codes.still_good(1, made) == made[:3] + made[4:]


@pytest.mark.parametrize(
    "spelt",
    [
        lambda code: code.replace(" ", ""),
        lambda code: code.upper().replace(" ", "-"),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
    ],
)
def test_they_are_read_as_people_write_them(
    made: list[str], clock: FrozenClock, spelt: Callable[[str], str]
) -> None:
    assert is_taken(spelt(made[0]), clock)


def test_new_ones_end_the_old_ones(made: list[str], clock: FrozenClock) -> None:
    with transaction():
        newer = recovery_codes.make(1, at=clock.now)
    assert not is_taken(made[0], clock)
    assert is_taken(newer[0], clock)


@pytest.mark.parametrize("typed", ["", "123456", "0" * 16, "x" * 10_000])
def test_anything_else_is_refused(made: list[str], clock: FrozenClock, typed: str) -> None:
    assert not is_taken(typed, clock)

"""One-time codes: each is taken once, near its moment, whoever asks at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask

from blog.accounts import codes
from blog.accounts.models import CodeSecret
from blog.db import session, transaction
from blog.errors import Conflict, Refused
from tests.conftest import FrozenClock

SECRET = "a secret for tests, long enough to be taken"


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def begin() -> pyotp.TOTP:
    """What the owner's app knows from now on."""
    with transaction():
        codes.begin(1, secret=SECRET)
    letters = codes.begun(1, secret=SECRET)
    assert letters is not None
    return pyotp.TOTP(letters)


def switch_on(clock: FrozenClock) -> pyotp.TOTP:
    app = begin()
    with transaction():
        codes.prove(1, app.at(clock.now), secret=SECRET, at=clock.now)
    return app


def take(typed: str, clock: FrozenClock) -> None:
    with transaction():
        codes.take(1, typed, secret=SECRET, at=clock.now)


def refusal(typed: str, clock: FrozenClock) -> str | None:
    try:
        take(typed, clock)
    except Refused as refused:
        return refused.code
    return None


def test_codes_are_on_once_one_was_right(clock: FrozenClock) -> None:
    app = begin()
    assert not codes.are_on(1)
    with pytest.raises(Refused, match="Type the 6 digits"), transaction():
        codes.prove(1, "000000", secret=SECRET, at=clock.now)
    assert not codes.are_on(1)
    with transaction():
        codes.prove(1, app.at(clock.now), secret=SECRET, at=clock.now)
    assert codes.proved_at(1) == clock.now
    assert codes.begun(1, secret=SECRET) is None, "the secret is shown until then, and never again"


def test_beginning_again_makes_another_secret(clock: FrozenClock) -> None:
    first, second = begin(), begin()
    with pytest.raises(Refused), transaction():
        codes.prove(1, first.at(clock.now), secret=SECRET, at=clock.now)
    with transaction():
        codes.prove(1, second.at(clock.now), secret=SECRET, at=clock.now)
    with pytest.raises(Conflict), transaction():
        codes.begin(1, secret=SECRET)
    with pytest.raises(Conflict), transaction():
        codes.prove(1, second.at(clock.move(seconds=30)), secret=SECRET, at=clock.now)


def test_no_code_is_taken_twice(clock: FrozenClock) -> None:
    app = switch_on(clock)
    assert refusal(app.at(clock.now), clock) == "code_used", "not even the one that switched it on"
    clock.move(seconds=30)
    assert refusal(app.at(clock.now), clock) is None
    assert refusal(app.at(clock.now), clock) == "code_used"


def test_no_code_is_taken_after_a_later_one(clock: FrozenClock) -> None:
    app = switch_on(clock)
    clock.move(seconds=60)
    earlier, later = app.at(clock.now), app.at(clock.now, counter_offset=1)
    assert refusal(later, clock) is None
    assert refusal(earlier, clock) == "code_used"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(-2, "wrong_code"), (-1, None), (0, None), (1, None), (2, "wrong_code")],
)
def test_a_clock_may_be_half_a_minute_out(
    clock: FrozenClock, steps: int, expected: str | None
) -> None:
    app = switch_on(clock)
    clock.move(minutes=5)
    assert refusal(app.at(clock.now, counter_offset=steps), clock) == expected


def test_a_clock_that_was_years_ahead_closes_the_door_to_no_code(clock: FrozenClock) -> None:
    app = switch_on(clock)
    clock.move(days=365)
    assert refusal(app.at(clock.now), clock) is None
    clock.move(days=-365)
    clock.move(seconds=30)
    assert refusal(app.at(clock.now), clock) is None
    assert refusal(app.at(clock.now), clock) == "code_used"


@pytest.mark.parametrize("spelt", ["{0} {1}", " {0}{1}\n", "{0}\u00a0{1}"])
def test_a_code_is_read_as_people_type_it(clock: FrozenClock, spelt: str) -> None:
    app = switch_on(clock)
    clock.move(minutes=5)
    code = app.at(clock.now)
    assert refusal(spelt.format(code[:3], code[3:]), clock) is None


def test_wide_digits_are_digits(clock: FrozenClock) -> None:
    app = switch_on(clock)
    clock.move(minutes=5)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in app.at(clock.now))
    assert refusal(wide, clock) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "１" * 6000, "\0"])
def test_what_is_no_code_is_wrong(clock: FrozenClock, typed: str) -> None:
    switch_on(clock)
    assert refusal(typed, clock) == "wrong_code"


def test_of_requests_at_once_one_is_let_in(app: Flask, clock: FrozenClock) -> None:
    code = switch_on(clock).at(clock.move(seconds=30))
    together = Barrier(6)

    def try_it(_: int) -> str | None:
        with app.app_context():
            together.wait(10)
            return refusal(code, clock)

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(try_it, range(6)))
    assert sorted(map(str, answers)) == ["None"] + ["code_used"] * 5


def test_the_database_does_not_give_the_secret_away(clock: FrozenClock) -> None:
    app = begin()
    sealed = session().scalar(sa.select(CodeSecret.sealed))
    assert sealed is not None
    assert app.secret not in sealed
    assert codes.begun(1, secret="another secret, which is as long as the first") is None


def test_with_another_secret_no_code_is_taken(clock: FrozenClock) -> None:
    app = switch_on(clock)
    code = app.at(clock.move(seconds=30))
    with pytest.raises(Refused, match="Type a recovery code, or run “blog owner recover”"):
        codes.take(1, code, secret="another secret, which is as long as the first", at=clock.now)


def test_switching_off_forgets_the_secret(clock: FrozenClock) -> None:
    app = switch_on(clock)
    with transaction():
        codes.switch_off(1, at=clock.now)
    assert not codes.are_on(1)
    assert refusal(app.at(clock.move(seconds=30)), clock) == "codes_off"


def test_an_app_reads_whose_code_it_is() -> None:
    address = codes.address("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", name="ada", blog_name="第九排 & co")
    assert address.startswith("otpauth://totp/")
    parsed = pyotp.parse_uri(address)
    assert (parsed.name, parsed.issuer) == ("ada", "第九排 & co")
    assert parsed.secret == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

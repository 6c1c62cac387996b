"""The loop: each job is run once, a broken one stops nobody, and what follows, follows."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from blog.db import db, session, transaction
from blog.jobs import queue, worker
from blog.jobs.models import Job
from blog.jobs.worker import Drained, Work
from tests.conftest import FrozenClock


class Lamps:
    """Two jobs: one that notes what it lit, one that always fails."""

    def __init__(self) -> None:
        self.lit: list[int] = []

    def light(self, number: int, *, at: datetime) -> None:
        self.lit.append(number)

    def drop(self, *, at: datetime) -> None:
        raise ValueError("it fell")

    def work(self) -> Work:
        return Work(functions={"light": self.light, "drop": self.drop})


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def lamps() -> Lamps:
    return Lamps()


def ask(clock: FrozenClock, name: str, **payload: int) -> None:
    with transaction():
        queue.later(name, payload, due_at=clock.now)


def count() -> int:
    return session().scalar(select(func.count()).select_from(Job)) or 0


def test_everything_that_is_due_is_done(lamps: Lamps, clock: FrozenClock) -> None:
    for number in range(5):
        ask(clock, "light", number=number)
    assert worker.drain(lamps.work()) == Drained(5, 0)
    assert lamps.lit == [0, 1, 2, 3, 4]
    assert count() == 0


def test_a_broken_one_is_written_down_and_the_others_go_on(
    lamps: Lamps, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    ask(clock, "drop")
    ask(clock, "a name that nobody knows")
    ask(clock, "light", number=1)
    assert worker.drain(lamps.work()) == Drained(1, 2)
    assert lamps.lit == [1]
    errors = session().scalars(select(Job.last_error).order_by(Job.id)).all()
    assert errors == ["ValueError: it fell", "KeyError: 'a name that nobody knows'"]
    assert "job drop {} failed, try 1" in caplog.text


def test_one_that_kills_its_process_each_time_is_given_up(
    lamps: Lamps, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    ask(clock, "light", number=1)
    for _ in range(queue.MOST_TRIES):
        with transaction():
            assert queue.claim(at=clock.now) is not None
        clock.move(hours=1)
    assert worker.drain(lamps.work()) == Drained(0, 1)
    assert lamps.lit == []
    kept = session().scalars(select(Job)).one()
    assert (kept.last_error, kept.given_up_at) == (
        "Every process that took it was killed.",
        clock.now,
    )
    assert worker.drain(lamps.work()) == Drained(0, 0)
    assert "is given up" in caplog.text


def test_a_job_is_run_outside_any_transaction(clock: FrozenClock) -> None:
    def light(*, at: datetime) -> None:
        assert not session().in_transaction()
        with transaction():
            queue.later("another", {}, due_at=datetime(2030, 1, 1, tzinfo=UTC))
        raise ValueError("what it committed stays")

    ask(clock, "light")
    assert worker.drain(Work(functions={"light": light})).failed_count == 1
    assert count() == 2


def test_what_follows_has_the_same_payload(lamps: Lamps, clock: FrozenClock) -> None:
    told: list[int] = []

    def tell(number: int, *, at: datetime) -> None:
        told.append(number)

    work = Work(functions={"light": lamps.light, "tell": tell}, follows={"light": ("tell",)})
    ask(clock, "light", number=9)
    assert worker.drain(work) == Drained(2, 0)
    assert (lamps.lit, told) == ([9], [9])


def test_nothing_follows_from_what_failed(lamps: Lamps, clock: FrozenClock) -> None:
    ask(clock, "drop")
    worker.drain(Work(functions={"drop": lamps.drop}, follows={"drop": ("light",)}))
    assert [job.name for job in session().scalars(select(Job))] == ["drop"]


def test_every_day_comes_again(clock: FrozenClock) -> None:
    runs: list[datetime] = []
    work = Work(
        functions={"purge": lambda *, at: runs.append(at)},
        daily=lambda: {"purge": time(3, 30)},
    )
    for _ in range(5 * 24):
        worker.drain(work)
        clock.move(hours=1)
    assert [f"{at:%d %H:%M}" for at in runs] == [f"{day} 04:00" for day in (21, 22, 23, 24, 25)]


def test_it_works_until_it_is_no_longer_wanted(lamps: Lamps, clock: FrozenClock) -> None:
    """The job at hand is finished, the next is left to another process."""
    for number in range(3):
        ask(clock, "light", number=number)
    rests: list[float] = []
    worker.run(lamps.work(), is_wanted=lambda: len(lamps.lit) < 2, rest=rests.append)
    assert (lamps.lit, rests, count()) == ([0, 1], [], 1)


def test_it_rests_when_there_is_nothing(lamps: Lamps, clock: FrozenClock) -> None:
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 2:
            ask(clock, "light", number=1)

    worker.run(lamps.work(), is_wanted=lambda: not lamps.lit, rest=rest)
    assert rests == [worker.POLL_SECONDS] * 3


def test_it_waits_while_nothing_can_be_written(lamps: Lamps, clock: FrozenClock) -> None:
    """A database that can only be read ends no process: the work is done once it can be written."""
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 1:
            ask(clock, "light", number=1)
            session().execute(text("PRAGMA query_only=ON"))
            session().close()
        else:
            db.engine.dispose()

    worker.run(lamps.work(), is_wanted=lambda: not lamps.lit, rest=rest)
    assert len(rests) == 3
    assert rests[1] > worker.POLL_SECONDS

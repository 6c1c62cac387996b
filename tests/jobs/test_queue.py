"""Jobs in and out: asked for with what they follow from, taken by one, tried again, given up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.jobs import queue
from blog.jobs.models import Job
from tests.conftest import FrozenClock

LEASE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def ask(at: datetime, name: str = "lamps.light", key: str | None = None, **payload: int) -> None:
    with transaction():
        queue.later(name, payload, due_at=at, key=key)


def claim(at: datetime) -> Job | None:
    with transaction():
        job = queue.claim(at=at, lease=LEASE)
    session().expunge_all()
    return job


def claimed(at: datetime) -> Job:
    job = claim(at)
    assert job is not None
    return job


def waiting() -> list[Job]:
    session().rollback()
    session().expire_all()
    return list(session().scalars(select(Job).order_by(Job.id)))


def test_a_job_is_there_only_if_its_reason_is(clock: FrozenClock) -> None:
    def light_and_fail() -> None:
        with transaction():
            queue.later("lamps.light", {}, due_at=clock.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        light_and_fail()
    assert waiting() == []


def test_in_the_order_in_which_they_are_due(clock: FrozenClock) -> None:
    ask(clock.now + timedelta(minutes=1), number=3)
    ask(clock.now, number=2)
    ask(clock.now - timedelta(hours=1), number=1)
    assert [claimed(clock.now).payload["number"] for _ in range(2)] == [1, 2]
    assert claim(clock.now) is None
    assert not queue.is_anything_due(clock.now)
    assert claimed(clock.move(minutes=1)).payload == {"number": 3}


def test_done_is_gone(clock: FrozenClock) -> None:
    ask(clock.now)
    with transaction():
        assert queue.finish(claimed(clock.now))
    assert waiting() == []


def test_what_a_killed_process_had_is_taken_up_after_its_lease(clock: FrozenClock) -> None:
    ask(clock.now)
    lost = claimed(clock.now)
    assert claim(clock.now + LEASE - timedelta(seconds=1)) is None
    taken = claimed(clock.now + LEASE)
    assert (taken.id, taken.tries) == (lost.id, 2)
    # It was not killed, only slow: it has lost the job, and takes it from nobody.
    with transaction():
        queue.fail(lost, "too slow", at=clock.now)
        assert not queue.finish(lost)
    (job,) = waiting()
    assert (job.tries, job.last_error, job.leased_until) == (2, "", clock.now + 2 * LEASE)


def test_a_failed_one_waits_longer_each_time_and_is_given_up_in_the_end(clock: FrozenClock) -> None:
    ask(clock.now)
    pauses = []
    for number in range(1, queue.MOST_TRIES + 1):
        with transaction():
            queue.fail(claimed(clock.now), f"No oil, {number}", at=clock.now)
        (job,) = waiting()
        pauses.append(job.due_at - clock.now)
        assert job.last_error == f"No oil, {number}"
        clock.now = max(job.due_at, clock.now)
    assert pauses[:-1] == [timedelta(seconds=30 * 4**power) for power in range(4)]
    assert job.given_up_at == clock.now
    assert claim(clock.move(days=100)) is None


def test_with_a_key_it_is_asked_for_once(clock: FrozenClock) -> None:
    ask(clock.now, key="the lamp", number=1)
    ask(clock.now, key="the lamp", number=2)
    ask(clock.now, key="the other lamp", number=3)
    assert [job.payload["number"] for job in waiting()] == [1, 3]
    assert queue.is_known("the lamp")
    assert not queue.is_known("no lamp")


def test_with_a_key_what_was_given_up_is_tried_anew(clock: FrozenClock) -> None:
    ask(clock.now, key="the lamp")
    for _ in range(queue.MOST_TRIES):
        with transaction():
            queue.fail(claimed(clock.now), "No oil", at=clock.now)
        clock.move(days=1)
    ask(clock.now, key="the lamp")
    job = claimed(clock.now)
    assert (job.tries, job.given_up_at) == (1, None)


def test_looking_writes_nothing(clock: FrozenClock, app: Flask) -> None:
    version = "PRAGMA data_version"
    with session().get_bind().connect() as other:  # type: ignore[union-attr]
        before = other.exec_driver_sql(version).scalar()
        other.rollback()
        for _ in range(3):
            assert not queue.is_anything_due(clock.now)
            session().rollback()
        assert other.exec_driver_sql(version).scalar() == before
        other.rollback()
        ask(clock.now)
        assert other.exec_driver_sql(version).scalar() != before

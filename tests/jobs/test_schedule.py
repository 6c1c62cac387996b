"""What is done every day is planned once a day, by however many processes."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session
from blog.jobs import schedule
from blog.jobs.models import Job
from tests.conftest import FrozenClock

DAILY = {"trash.purge": time(3, 30)}


def planned() -> list[datetime]:
    return list(session().scalars(select(Job.due_at).order_by(Job.due_at)))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 20, 3, 29, tzinfo=UTC), datetime(2026, 11, 20, 3, 30, tzinfo=UTC)),
        (datetime(2026, 11, 20, 3, 30, tzinfo=UTC), datetime(2026, 11, 21, 3, 30, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 3, 30, tzinfo=UTC)),
        (
            datetime(2026, 11, 20, 1, 0, tzinfo=timezone(timedelta(hours=5))),
            datetime(2026, 11, 20, 3, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_next_time(at: datetime, expected: datetime) -> None:
    assert schedule.next_after(at, time(3, 30)) == expected


def test_planned_once_a_day(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        for _ in range(3):
            schedule.plan(DAILY, at=clock.now)
        assert planned() == [datetime(2026, 11, 21, 3, 30, tzinfo=UTC)]
        schedule.plan(DAILY, at=clock.move(days=1))
        assert len(planned()) == 2

"""What is done every day. The next time is a job like any other, with that time in its key, so that
several processes that plan it plan it once.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from blog.db import transaction
from blog.jobs import queue


def plan(daily: Mapping[str, time], *, at: datetime) -> None:
    """Ask for the next run of each. `daily` gives the time of day by the job's name, in UTC where
    it says no zone.
    """
    coming = {name: next_after(at, moment) for name, moment in daily.items()}
    wanted = {f"{name} of {due_at:%Y-%m-%d}": name for name, due_at in coming.items()}
    for key in sorted(wanted.keys() - queue.known(wanted)):
        with transaction():
            queue.later(wanted[key], {}, due_at=coming[wanted[key]], key=key)


def next_after(at: datetime, moment: time) -> datetime:
    """Today at that time if it is still to come, else tomorrow."""
    zone = moment.tzinfo or UTC
    today = at.astimezone(zone).date()
    days = (today, today + timedelta(days=1))
    due = (datetime.combine(day, moment, tzinfo=zone).astimezone(UTC) for day in days)
    return next(each for each in due if each > at)

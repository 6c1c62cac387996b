"""When letters go out: with each piece, on Sunday mornings, or on the first of a month. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final

from blog import zones

# On the blog's clocks.
IN_THE_MORNING: Final = time(8)
_SUNDAY: Final = 6


def next_at(rhythm: str, *, after: datetime, time_zone: str) -> datetime:
    """The first moment after `after` at which a letter of this rhythm may go; itself for at_once.

    Eight in the morning is skipped by no zone's clocks, and comes at another distance when they
    change in between.
    """
    if rhythm == "at_once":
        return after
    day = zones.to_local(after, time_zone).date()
    days = _sundays(day) if rhythm == "weekly" else _firsts(day)
    moments = (zones.to_utc(datetime.combine(each, IN_THE_MORNING), time_zone) for each in days)
    return next(moment for moment in moments if moment > after)


def _sundays(day: date) -> tuple[date, date]:
    sunday = day + timedelta(days=(_SUNDAY - day.weekday()) % 7)
    return sunday, sunday + timedelta(days=7)


def _firsts(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)

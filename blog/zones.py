"""Times as the blogger sees them: entered and shown in the blog's time zone, kept in UTC."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from blog.errors import Refused

# Every moment of these years can be shown in any zone and named in an address by four digits.
FIRST_YEAR, LAST_YEAR = 1000, 9000
_A_MINUTE = timedelta(minutes=1)


@cache
def known() -> tuple[str, ...]:
    """Every IANA zone name that a person would choose, sorted."""
    return tuple(
        sorted(
            name
            for name in available_timezones()
            if name == "UTC" or ("/" in name and not name.startswith(("Etc/", "SystemV/")))
        )
    )


def to_utc(local: datetime, zone: str) -> datetime:
    """The moment at which the clocks in `zone` show the naive time `local`.

    A time that happens twice (clocks go back) means the first of the two.

    :raises Refused: when the clocks skip that time ("time_does_not_exist"). `zoneinfo` accepts
        such a time silently, so it is sent to UTC and back to see whether it survives.
    """
    moment = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        before, after = _around_gap(local, zone)
        raise Refused(
            "time_does_not_exist",
            f"{local:%H:%M} does not exist on {local.day} {local:%B %Y} in {zone}: the clocks go "
            f"forward and skip it. The nearest times that exist are {before:%H:%M} and "
            f"{after:%H:%M}.",
        )
    return moment


def happens_twice(local: datetime, zone: str) -> bool:
    """Whether the clocks show this naive time a second time, because they go back."""
    first, second = (
        local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    return first < second


def _around_gap(local: datetime, zone: str) -> tuple[datetime, datetime]:
    """The last minute that the clocks show before they skip `local`, and the first one after."""
    there = ZoneInfo(zone)
    # PEP 495: in a gap, fold=1 reads the time by the offset after it: a moment before it began.
    low, high = (local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (1, 0))
    while high - low > _A_MINUTE:
        middle = low + (high - low) // 2
        is_after = middle.astimezone(there).replace(tzinfo=None) > local
        low, high = (low, middle) if is_after else (middle, high)
    return low.astimezone(there), high.astimezone(there)


def to_local(moment: datetime, zone: str) -> datetime:
    """The same moment on the clocks of `zone` (aware)."""
    return moment.astimezone(ZoneInfo(zone))


def start_of_year(year: int, zone: str) -> datetime:
    """The moment at which a year begins in `zone`."""
    return start_of_day(year, 1, 1, zone)


def start_of_day(year: int, month: int, day: int, zone: str) -> datetime:
    """The moment at which a day begins in `zone`."""
    return datetime(year, month, day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of_day(year: int, month: int, day: int, zone: str) -> datetime:
    """The moment at which the day after it begins: not every day has 24 hours."""
    following = date(year, month, day) + timedelta(days=1)
    return start_of_day(following.year, following.month, following.day, zone)


def parse_local(text: str, zone: str) -> datetime:
    """What a form or front matter says ("2026-11-29 08:00", "2026-11-29T08:00+01:00"), in UTC.

    A time without an offset is read in `zone`; a date alone means midnight there.

    :raises Refused: when it is no date, or of no year that can be kept ("not_a_time"); also when
        it is a time that does not exist.
    """
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(
            "not_a_time", f"“{text}” is not a date and time. Write it like 2026-11-29 08:00."
        ) from error
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise Refused(
            "not_a_time",
            f"“{text}” is in the year {given.year}. Choose one from {FIRST_YEAR} to {LAST_YEAR}.",
        )
    given = given.replace(microsecond=0)
    return to_utc(given, zone) if given.tzinfo is None else given.astimezone(UTC)

"""When the next letter goes, also where the clocks change."""

from datetime import UTC, datetime

import pytest

from blog.following.rhythms import next_at

LONDON, APIA = "Europe/London", "Pacific/Apia"


@pytest.mark.parametrize(
    ("rhythm", "after", "zone", "due"),
    [
        # Friday; the Sunday after it; Sunday morning, before and at eight, and after.
        ("weekly", "2026-11-20T12:00", LONDON, "2026-11-22T08:00"),
        ("weekly", "2026-11-22T07:59", LONDON, "2026-11-22T08:00"),
        ("weekly", "2026-11-22T08:00", LONDON, "2026-11-29T08:00"),
        # The clocks go forward and back on a Sunday, before eight.
        ("weekly", "2026-03-28T12:00", LONDON, "2026-03-29T07:00"),
        ("weekly", "2026-10-24T12:00", LONDON, "2026-10-25T08:00"),
        # It is Sunday there while it is Saturday in London.
        ("weekly", "2026-11-21T18:00", APIA, "2026-11-21T19:00"),
        ("monthly", "2026-11-20T12:00", LONDON, "2026-12-01T08:00"),
        ("monthly", "2026-12-01T08:00", LONDON, "2027-01-01T08:00"),
        ("monthly", "2026-12-31T23:00", LONDON, "2027-01-01T08:00"),
        ("monthly", "2026-07-01T06:59", LONDON, "2026-07-01T07:00"),
        ("at_once", "2026-11-20T12:00", LONDON, "2026-11-20T12:00"),
    ],
)
def test_the_next_letter(rhythm: str, after: str, zone: str, due: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert next_at(rhythm, after=moment, time_zone=zone) == expected

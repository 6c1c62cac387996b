"""Local times in, UTC kept, and a sentence for the hour that the clocks skip."""

from datetime import UTC, datetime

import pytest

from blog import zones
from blog.errors import Refused


def test_goes_to_utc_and_back() -> None:
    moment = zones.parse_local("2026-07-01 08:00", "Europe/London")
    assert moment == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert zones.to_local(moment, "Asia/Shanghai").hour == 15


@pytest.mark.parametrize("text", ["2026-07-01T08:00", "2026-07-01 08:00:00", "2026-07-01T07:00Z"])
def test_reads_what_forms_and_people_write(text: str) -> None:
    assert zones.parse_local(text, "Europe/London") == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def test_a_date_is_midnight_there() -> None:
    assert zones.parse_local("2026-07-01", "Asia/Tokyo") == datetime(2026, 6, 30, 15, tzinfo=UTC)


def test_explains_a_time_that_does_not_exist() -> None:
    with pytest.raises(Refused) as refused:
        zones.parse_local("2026-03-29 01:30", "Europe/London")
    assert refused.value.code == "time_does_not_exist"
    assert "01:30 does not exist on 29 March 2026 in Europe/London" in refused.value.message


@pytest.mark.parametrize(
    ("text", "zone", "nearest"),
    [
        ("2026-03-29 01:30", "Europe/London", "00:59 and 02:00"),
        ("2026-03-29 01:00", "Europe/London", "00:59 and 02:00"),
        ("2026-03-08 02:59", "America/New_York", "01:59 and 03:00"),
        ("2026-10-04 02:10", "Australia/Lord_Howe", "01:59 and 02:30"),
        ("2011-12-30 12:00", "Pacific/Apia", "23:59 and 00:00"),
    ],
)
def test_names_the_nearest_times_that_exist(text: str, zone: str, nearest: str) -> None:
    with pytest.raises(Refused, match=f"The nearest times that exist are {nearest}."):
        zones.parse_local(text, zone)


@pytest.mark.parametrize(
    ("local", "is_twice"),
    [
        ("2026-10-25 01:30", True),
        ("2026-10-25 00:59", False),
        ("2026-10-25 02:00", False),
        ("2026-03-29 01:30", False),
    ],
)
def test_knows_a_time_that_happens_twice(local: str, is_twice: bool) -> None:
    assert zones.happens_twice(datetime.fromisoformat(local), "Europe/London") is is_twice


def test_a_time_that_happens_twice_means_the_first() -> None:
    moment = zones.parse_local("2026-10-25 01:30", "Europe/London")
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "2026-02-30 08:00", "08:00"])
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(Refused, match="is not a date and time"):
        zones.parse_local(text, "UTC")


@pytest.mark.parametrize(
    "text", ["0001-01-01", "0999-12-31 23:59", "9001-01-01", "9999-12-31T23:59-12:00"]
)
def test_refuses_years_that_no_page_could_show(text: str) -> None:
    with pytest.raises(Refused, match="Choose one from 1000 to 9000"):
        zones.parse_local(text, "Pacific/Auckland")


def test_knows_the_zones() -> None:
    assert {"Europe/London", "Asia/Shanghai", "UTC"} <= set(zones.known())

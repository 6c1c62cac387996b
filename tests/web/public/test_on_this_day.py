"""What came out on this day in earlier years, on the front page and in the archive."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.conftest import FrozenClock
from tests.makers import make_post
from tests.web.reading import open_page, words

REMEMBERED = '//section[@aria-labelledby="on-this-day"]//li'


def remembered(client: FlaskClient, path: str = "/archive/") -> list[str]:
    return words(open_page(client, path), REMEMBERED)


def fill_the_front_page(app: Flask) -> None:
    for day in range(1, 8):
        make_post(app, title="Lately", published_at=datetime(2026, 11, day, tzinfo=UTC))


def test_the_same_day_of_earlier_years_newest_first(app: Flask, client: FlaskClient) -> None:
    for year in (1999, 2024, 2025, 2026):
        make_post(app, title=f"In {year}", published_at=datetime(year, 11, 20, 9, tzinfo=UTC))
    make_post(app, title="A day late", published_at=datetime(2024, 11, 21, 9, tzinfo=UTC))
    make_post(app, title="Draft", published_at=None)
    assert remembered(client) == ["2025 In 2025", "2024 In 2024", "1999 In 1999"]


def test_no_such_day_no_such_part(app: Flask, client: FlaskClient) -> None:
    assert remembered(client) == []
    make_post(app)
    assert remembered(client) == remembered(client, "/") == []


def test_the_front_page_remembers_three_that_it_does_not_show_anyway(
    app: Flask, client: FlaskClient
) -> None:
    for year in range(2020, 2026):
        make_post(app, title=f"In {year}", published_at=datetime(year, 11, 20, 9, tzinfo=UTC))
    assert remembered(client, "/") == []
    fill_the_front_page(app)
    assert remembered(client, "/") == ["2025 In 2025", "2024 In 2024", "2023 In 2023"]


def test_a_day_begins_where_the_blog_is_kept(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    """London is an hour ahead of UTC in summer."""
    make_post(app, title="Late", published_at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC))
    make_post(app, title="Early", published_at=datetime(2023, 6, 30, 22, 30, tzinfo=UTC))
    clock.now = datetime(2026, 6, 30, 22, 59, tzinfo=UTC)
    assert remembered(client) == ["2023 Early"]
    clock.move(minutes=2)
    assert remembered(client) == ["2024 Late"]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ((2027, 2, 28), ["2025 On the 28th", "2024 On the 29th"]),
        ((2028, 2, 28), ["2025 On the 28th"]),
        ((2028, 2, 29), ["2024 On the 29th"]),
        ((2027, 3, 1), []),
    ],
)
def test_29_february_is_remembered_on_the_28th_where_there_is_none(
    app: Flask,
    client: FlaskClient,
    clock: FrozenClock,
    today: tuple[int, int, int],
    found: list[str],
) -> None:
    clock.now = datetime(*today, 12, tzinfo=UTC)
    make_post(app, title="On the 29th", published_at=datetime(2024, 2, 29, 12, tzinfo=UTC))
    make_post(app, title="On the 28th", published_at=datetime(2025, 2, 28, 12, tzinfo=UTC))
    assert remembered(client) == found


def test_a_reader_who_has_the_page_is_told_when_the_day_is_over(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, title="In 2024", published_at=datetime(2024, 11, 20, 9, tzinfo=UTC))
    fill_the_front_page(app)
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    clock.move(hours=12)
    later = client.get("/", headers={"If-None-Match": tag})
    assert html.document_fromstring(later.text).xpath(REMEMBERED) == []

"""The archive by year."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.posts import archive
from blog.settings.models import BlogSettings
from tests.conftest import CountQueries
from tests.makers import make_post
from tests.web.reading import open_page, words


def test_empty(client: FlaskClient) -> None:
    page = open_page(client, "/archive/")
    assert words(page, '//div[@class="blank"]/p')[0] == "Nothing is kept here yet."


def test_years_newest_first_ten_of_each(app: Flask, client: FlaskClient) -> None:
    for number in range(12):
        make_post(
            app,
            title=f"Piece {number}",
            published_at=datetime(2025, 5, 1, tzinfo=UTC) + timedelta(days=number),
        )
    make_post(app, title="Older", published_at=datetime(2019, 5, 1, tzinfo=UTC))
    page = open_page(client, "/archive/")
    assert words(page, "//h2") == ["2025", "2019"]
    assert words(page, '//p[@class="dek"]') == ["13 pieces since 2019."]
    assert words(page, '//section[1]//span[@class="p-name"]')[0] == "Piece 11"
    assert len(page.xpath("//section[1]//li")) == 10
    assert words(page, '//p[@class="more"]') == ["All 12 from 2025"]
    year = open_page(client, "/archive/2025/")
    assert len(year.xpath('//ul[@class="rows plain"]/li')) == 12
    assert words(year, "//h2") == ["May"]
    assert words(year, '//nav[@aria-label="Years"]/a[@aria-current]') == ["2025"]


def test_centuries_lie_between_two_years(app: Flask, client: FlaskClient) -> None:
    for year in (1780, 1890, 2025):
        make_post(app, title=f"Of {year}", published_at=datetime(year, 5, 1, tzinfo=UTC))
    page = open_page(client, "/archive/")
    assert words(page, "//main//section//h2") == ["2025", "1890", "1780"]
    assert words(page, "//main//li//a") == ["Of 2025", "Of 1890", "Of 1780"]


def test_a_year_begins_where_the_blog_is_kept(app: Flask, client: FlaskClient) -> None:
    """In London the clocks are an hour ahead in 1970, so 31 December 1970 23:30 UTC is 1971."""
    make_post(app, title="New year", published_at=datetime(1970, 12, 31, 23, 30, tzinfo=UTC))
    assert words(open_page(client, "/archive/"), "//h2") == ["1971"]
    assert words(open_page(client, "/archive/1971/"), "//li//a[contains(@class, 'title')]") == [
        "New year"
    ]
    assert client.get("/archive/1970/").status_code == 404


def test_a_month_with_its_neighbours(app: Flask, client: FlaskClient) -> None:
    make_post(app, title="March", published_at=datetime(2025, 3, 9, tzinfo=UTC))
    for day in (30, 31):
        make_post(app, title=f"May {day}", published_at=datetime(2025, 5, day, 12, tzinfo=UTC))
    make_post(app, title="Next", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    make_post(app, title="Soon", published_at=datetime(2027, 1, 1, tzinfo=UTC))
    page = open_page(client, "/archive/2025/05/")
    assert words(page, "//h1") == ["May 2025"]
    assert words(page, "//main//li/span") == ["May 31", "May 30"]
    assert page.xpath('//link[@rel="canonical"]/@href') == ["https://blog.example/archive/2025/05/"]
    beside = page.xpath('//nav[@aria-label="Months"]//a')
    assert [(link.get("href"), link.text) for link in beside] == [
        ("/archive/2026/01/", "January 2026"),
        ("/archive/2025/03/", "March 2025"),
    ]
    assert page.xpath('//link[@rel="prev" or @rel="next"]/@href') == [
        "/archive/2026/01/",
        "/archive/2025/03/",
    ]
    year = open_page(client, "/archive/2025/")
    assert year.xpath("//h2/a/@href") == ["/archive/2025/05/", "/archive/2025/03/"]


@pytest.mark.parametrize("path", ["2025/04", "2027/01", "2025/00", "2025/13", "2025/5", "0000/01"])
def test_a_month_without_a_piece_is_no_page(app: Flask, client: FlaskClient, path: str) -> None:
    make_post(app, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    make_post(app, published_at=datetime(2027, 1, 1, 12, tzinfo=UTC))
    assert client.get(f"/archive/{path}/").status_code == 404


def test_months_speak_the_language_of_the_blog(app: Flask, client: FlaskClient) -> None:
    make_post(app, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).language = "ja"
    assert words(open_page(client, "/archive/2025/05/"), "//h1") == ["2025年5月"]
    assert words(open_page(client, "/archive/2025/"), "//h2") == ["5月"]


def test_a_month_begins_where_the_blog_is_kept(app: Flask, client: FlaskClient) -> None:
    make_post(app, title="June", published_at=datetime(2025, 5, 31, 23, 30, tzinfo=UTC))
    assert client.get("/archive/2025/05/").status_code == 404
    assert words(open_page(client, "/archive/2025/"), "//h2") == ["June"]


def test_a_long_year_shows_the_newest_of_each_month(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LONG", 12)
    for number in range(12):
        make_post(app, published_at=datetime(2025, 5, 1 + number, tzinfo=UTC))
    assert len(open_page(client, "/archive/2025/").xpath("//main//li")) == 12
    make_post(app, published_at=datetime(2025, 2, 1, tzinfo=UTC))
    year = open_page(client, "/archive/2025/")
    assert len(year.xpath("//main//li")) == 11
    assert words(year, '//p[@class="more"]') == ["All 12 of this month"]
    assert year.xpath('//p[@class="more"]/a/@href') == ["/archive/2025/05/"]


def test_its_cost_does_not_follow_the_number_of_pieces(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    for number in range(20):
        make_post(app, published_at=datetime(2025, 1 + number % 12, 1 + number, tzinfo=UTC))
    for path, most in (("/archive/", 8), ("/archive/2025/", 7), ("/archive/2025/03/", 5)):
        with count_queries() as queries:
            open_page(client, path)
        assert len(queries) <= most, queries

"""The archive by year."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

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
    assert words(year, '//nav[@aria-label="Years"]/a[@aria-current]') == ["2025"]


def test_a_year_begins_where_the_blog_is_kept(app: Flask, client: FlaskClient) -> None:
    """In London the clocks are an hour ahead in 1970, so 31 December 1970 23:30 UTC is 1971."""
    make_post(app, title="New year", published_at=datetime(1970, 12, 31, 23, 30, tzinfo=UTC))
    assert words(open_page(client, "/archive/"), "//h2") == ["1971"]
    assert words(open_page(client, "/archive/1971/"), "//li//a[contains(@class, 'title')]") == [
        "New year"
    ]
    assert client.get("/archive/1970/").status_code == 404

"""The front page, from before set-up to a full shelf."""

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_post, make_theme
from tests.web.reading import open_page, tree, words


def test_before_set_up(empty_app: Flask) -> None:
    answer = empty_app.test_client().get("/")
    assert words(tree(answer), "//h1") == ["Not set up yet"]


def test_new_blog(client: FlaskClient) -> None:
    page = open_page(client, "/")
    assert words(page, "//h1") == ["The Ninth Lamp"]
    assert words(page, '//div[@class="blank"]/p')[0] == "Nothing is kept here yet."
    assert page.xpath('//section[@class="shelf"]') == []


def test_lead_latest_and_shelf(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Love", tagline="Unsaid.")
    make_theme(app, title="Nothing under it")
    for day in range(1, 10):
        make_post(
            app,
            title=f"Day {day}",
            summary=f"What happened on day {day}.",
            source="||Covered||.",
            themes=(theme.id,) if day == 9 else (),
            published_at=datetime(2026, 1, day, tzinfo=UTC),
        )
    make_post(app, title="Not yet", published_at=None)
    page = open_page(client, "/")
    assert words(page, '//*[contains(@class, "lead")]//h2') == ["Day 9"]
    assert words(page, '//*[contains(@class, "lead")]//p[@class="heads"]') == ["Love"]
    assert words(page, '//*[contains(@class, "lead")]//p[@class="meta"]') == [
        "1 min read Spoilers covered"
    ]
    assert words(page, '//*[contains(@class, "entries")]//h3') == [
        f"Day {day}" for day in (8, 7, 6, 5, 4, 3)
    ]
    assert words(page, '//p[@class="more"]') == ["All 9 pieces, by year"]
    assert words(page, '//h2[@id="themes"]') == ["Kept under one theme"]
    assert words(page, '//section[@class="shelf"]//li') == ["LoveUnsaid. 1 piece"]


def test_feeds_are_listed_and_discoverable(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Love", slug="love")
    make_post(app, themes=(theme.id,))
    page = open_page(client, "/")
    assert page.xpath('//link[@rel="alternate"]/@href') == ["/feed.atom", "/feed.rss", "/feed.json"]
    assert page.xpath('//*[@id="follow"]//a/@href') == [
        "/follow/",
        "/feed/",
        *("/feed.atom", "/feed.rss", "/feed.json"),
        *("/themes/love/feed.atom", "/themes/love/feed.rss", "/themes/love/feed.json"),
        "/tags/",
    ]


def test_piece_without_title_is_called_by_its_first_words(app: Flask, client: FlaskClient) -> None:
    make_post(app, title="", slug="untitled", source="It rained for the whole of the second act.")
    page = open_page(client, "/")
    assert words(page, '//*[contains(@class, "lead")]//h2') == [
        "It rained for the whole of the second act."
    ]

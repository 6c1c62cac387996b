"""The page beside each feed, for people."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import furnished
from tests.conftest import URL, CountQueries
from tests.makers import make_post, make_theme
from tests.web.reading import open_page, words

FORMS = ("atom", "rss", "json")


@pytest.fixture(autouse=True)
@furnished.once
def pieces(app: Flask) -> None:
    theme = make_theme(app, title="Love", slug="love")
    for number in range(7):
        make_post(app, title=f"Piece {number}", tags=("冬天",), themes=(theme.id,))
    make_post(app, title="Elsewhere")
    make_post(app, title="Draft", tags=("never",), published_at=None)


@pytest.mark.parametrize(
    ("scope", "name", "count"),
    [("/", "The Ninth Lamp", 8), ("/tags/冬天/", "冬天", 7), ("/themes/love/", "Love", 7)],
)
def test_it_says_where_the_feed_is_and_what_it_holds(
    client: FlaskClient, scope: str, name: str, count: int
) -> None:
    page = open_page(client, f"{scope}feed/")
    assert words(page, "//h1") == [f"{name} by feed"]
    assert words(page, '//ul[contains(@class, "feeds")]//a') == [
        f"{URL}{scope}feed.{form}" for form in FORMS
    ]
    for link in page.xpath('//ul[contains(@class, "feeds")]//a/@href'):
        assert client.get(link.removeprefix(URL)).status_code == 200
    assert words(page, '//section[@aria-labelledby="held"]/p') == [
        f"{count} pieces. The last five:"
    ]
    assert len(page.xpath('//section[@aria-labelledby="held"]//li')) == 5
    robots = page.xpath('//meta[@name="robots"]/@content')
    assert robots == (["max-image-preview:large"] if scope == "/" else ["noindex"])


def test_a_long_feed_holds_the_newest(app: Flask, client: FlaskClient) -> None:
    for _ in range(23):
        make_post(app)
    held = '//section[@aria-labelledby="held"]/p'
    assert words(open_page(client, "/feed/"), held) == [
        "The newest 30 of 31 pieces. The last five:"
    ]


def test_every_page_that_has_a_feed_leads_there(client: FlaskClient) -> None:
    for scope in ("/", "/tags/%E5%86%AC%E5%A4%A9/", "/themes/love/"):
        assert open_page(client, scope).xpath(f'//main//a[@href="{scope}feed/"]') or scope == "/"
    assert open_page(client, "/").xpath('//footer//a[@href="/feed/"]')


@pytest.mark.parametrize("path", ["/tags/never/feed/", "/tags/nothing/feed/", "/themes/x/feed/"])
def test_there_is_none_of_what_no_reader_knows(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_its_cost(client: FlaskClient, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        open_page(client, "/tags/冬天/feed/")
    assert len(queries) <= 7, queries

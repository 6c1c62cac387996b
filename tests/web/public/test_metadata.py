"""What pages say of themselves to machines, and that nothing covered is among it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.settings.models import BlogSettings
from tests.conftest import URL
from tests.makers import make_post, make_theme
from tests.web.reading import linked_data, microformats, open_page

TITLE = 'Film: </script><b>Slow & "quick"</b>'


@pytest.fixture
def post(app: Flask) -> None:
    theme = make_theme(app, title="Love", slug="love")
    make_post(
        app,
        title=TITLE,
        slug="slow",
        source="Open words. ||The butler did it.|| More words.",
        tags=("winter", "华语片"),
        themes=(theme.id,),
        published_at=datetime(2026, 7, 1, 12, tzinfo=UTC),
    )


@pytest.mark.usefixtures("post")
def test_linked_data_survives_any_title(client: FlaskClient) -> None:
    data = linked_data(open_page(client, "/posts/slow/"))
    assert data["headline"] == TITLE
    assert data["@type"] == "BlogPosting"
    assert data["url"] == f"{URL}/posts/slow/"
    assert data["datePublished"] == "2026-07-01T13:00:00+01:00"
    assert data["author"]["name"] == "Ada Winter"
    assert data["keywords"] == ["winter", "华语片"]
    assert data["articleSection"] == ["Love"]


@pytest.mark.usefixtures("post")
def test_head_of_a_post(client: FlaskClient) -> None:
    page = open_page(client, "/posts/slow/")
    assert page.xpath('//link[@rel="canonical"]/@href') == [f"{URL}/posts/slow/"]
    assert page.xpath('//meta[@property="og:title"]/@content') == [TITLE]
    assert page.xpath('//meta[@property="og:type"]/@content') == ["article"]
    (description,) = page.xpath('//meta[@name="description"]/@content')
    assert "Open words." in description
    head = client.get("/posts/slow/").get_data(as_text=True).partition("<body")[0]
    assert "butler" not in head


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("path", ["/", "/tags/winter/", "/themes/love/", "/archive/", "/tags/"])
def test_lists_show_nothing_covered(client: FlaskClient, path: str) -> None:
    assert "butler" not in client.get(path).get_data(as_text=True)


@pytest.mark.usefixtures("post")
def test_entry_for_the_independent_web(client: FlaskClient) -> None:
    (entry,) = microformats(client, "/posts/slow/")["items"]
    assert entry["type"] == ["h-entry"]
    properties = entry["properties"]
    assert properties["name"] == [TITLE]
    assert properties["url"] == properties["uid"] == [f"{URL}/posts/slow/"]
    assert properties["published"] == ["2026-07-01T13:00:00+0100"]
    assert properties["category"] == ["Love", "winter", "华语片"]
    assert properties["author"][0]["properties"]["name"] == ["Ada Winter"]
    assert "More words." in properties["content"][0]["value"]


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("path", ["/", "/tags/winter/", "/themes/love/", "/archive/"])
def test_feed_for_the_independent_web(client: FlaskClient, path: str) -> None:
    (feed,) = microformats(client, path)["items"]
    assert feed["type"] == ["h-feed"]
    assert feed["properties"]["name"]
    (entry,) = feed["children"]
    assert entry["properties"]["name"] == [TITLE]
    assert entry["properties"]["url"] == [f"{URL}/posts/slow/"]


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en-GB", ["en_GB"]),
        ("en", ["en_US"]),
        ("ja", ["ja_JP"]),
        ("zh-Hans", ["zh_CN"]),
        ("zh-Hant", ["zh_TW"]),
        ("zh-Hant-HK", ["zh_HK"]),
        ("eo", []),
    ],
)
def test_language_and_territory(
    app: Flask, client: FlaskClient, language: str, locale: list[str]
) -> None:
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).language = language
    page = open_page(client, "/")
    assert page.xpath('//meta[@property="og:locale"]/@content') == locale

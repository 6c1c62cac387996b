"""What pages say of themselves to machines, and that nothing covered is among it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from blog.cards.models import BLOG, Card
from blog.db import session, transaction
from blog.media import commands as media
from blog.posts import under_tags
from blog.settings.models import BlogSettings
from tests.conftest import URL, FrozenClock
from tests.makers import installation, make_post, make_theme
from tests.media import samples
from tests.web.reading import microformats, open_page
from tests.web.structured import node

TITLE = 'Film: </script><b>Slow & "quick"</b>'


@pytest.fixture
def post(app: Flask) -> None:
    theme = make_theme(app, title="Love", slug="love")
    make_post(
        app,
        title=TITLE,
        slug="slow",
        source="Open words. ||The butler did it.|| More words.",
        lang="zh-Hans",
        tags=("winter", "华语片"),
        themes=(theme.id,),
        published_at=datetime(2026, 7, 1, 12, tzinfo=UTC),
    )


def meta(page: html.HtmlElement, name: str) -> list[str]:
    """What the page says under a name of Open Graph, or of another's."""
    return [
        str(said) for said in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")
    ]


@pytest.mark.usefixtures("post")
def test_head_of_a_post(client: FlaskClient) -> None:
    page = open_page(client, "/posts/slow/")
    assert page.xpath('//link[@rel="canonical"]/@href') == [f"{URL}/posts/slow/"]
    assert meta(page, "og:title") == [TITLE]
    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:url") == [f"{URL}/posts/slow/"]
    assert meta(page, "og:locale") == ["zh_CN"]
    assert meta(page, "article:published_time") == ["2026-07-01T13:00:00+01:00"]
    assert meta(page, "article:modified_time") == ["2026-07-01T13:00:00+01:00"]
    assert meta(page, "article:author") == [f"{URL}/"]
    assert meta(page, "article:section") == ["Love"]
    assert meta(page, "article:tag") == ["winter", "华语片"]
    assert meta(page, "robots") == ["max-image-preview:large"]
    assert meta(page, "twitter:card") == ["summary"]
    assert meta(page, "fediverse:creator") == []
    (description,) = meta(page, "description")
    assert "Open words." in description
    head = client.get("/posts/slow/").get_data(as_text=True).partition("<body")[0]
    assert "butler" not in head


def test_the_picture_of_a_post(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        data, folder = samples.jpeg(600, 40), installation(app).media
        picture = media.store(data, name="snow.jpg", at=clock.now, folder=folder)
    make_post(app, slug="snow", cover_id=picture.id, cover_alt='Snow on the "roof"')
    page = open_page(client, "/posts/snow/")
    assert meta(page, "og:image") == [f"{URL}{picture.url}"]
    assert meta(page, "og:image:type") == ["image/jpeg"]
    assert meta(page, "og:image:width") == ["600"]
    assert meta(page, "og:image:height") == ["40"]
    assert meta(page, "og:image:alt") == ['Snow on the "roof"']
    assert meta(page, "twitter:card") == ["summary_large_image"]


def test_a_card_comes_before_the_cover_and_the_blogs_before_nothing(
    app: Flask, client: FlaskClient
) -> None:
    post = make_post(app, slug="snow")
    with app.app_context(), transaction():
        session().add(card(BLOG, 0, "ab/blog.png", "The Ninth Lamp"))
    for path in ("/", "/posts/snow/", "/tags/"):
        page = open_page(client, path)
        assert meta(page, "og:image") == [f"{URL}/media/ab/blog.png"]
        assert meta(page, "og:image:alt") == ["The Ninth Lamp"]
    with app.app_context(), transaction():
        session().add(card("post", post.id, "ab/snow.png", "Snow"))
    page = open_page(client, "/posts/snow/")
    assert meta(page, "og:image") == [f"{URL}/media/ab/snow.png"]
    assert meta(page, "og:image:type") == ["image/png"]
    assert meta(page, "og:image:alt") == ["Snow"]
    assert meta(page, "twitter:card") == ["summary_large_image"]
    image = node(client, "/posts/snow/", "BlogPosting")["image"]
    assert image["url"] == f"{URL}/media/ab/snow.png"
    theme = make_theme(app)
    with app.app_context(), transaction():
        session().add(card("theme", theme.id, "ab/theme.png", "Winters"))
    page = open_page(client, f"/themes/{theme.slug}/")
    assert meta(page, "og:image") == [f"{URL}/media/ab/theme.png"]


def card(kind: str, subject_id: int, path: str, words: str) -> Card:
    return Card(kind=kind, subject_id=subject_id, path=path, words=words, made_with="")


def test_who_wrote_it_in_the_fediverse(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).fediverse = "@ada@films.example"
    make_post(app, slug="snow")
    for path in ("/", "/posts/snow/"):
        assert meta(open_page(client, path), "fediverse:creator") == ["@ada@films.example"]


def test_each_page_of_a_tag_is_its_own_and_names_its_neighbours(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_tags, "PAGE_SIZE", 1)
    for _ in range(3):
        make_post(app, tags=("winter",))
    page = open_page(client, "/tags/winter/page/2/")
    assert page.xpath('//link[@rel="canonical"]/@href') == [f"{URL}/tags/winter/page/2/"]
    assert page.xpath('//link[@rel="prev"]/@href') == ["/tags/winter/"]
    assert page.xpath('//link[@rel="next"]/@href') == ["/tags/winter/page/3/"]


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

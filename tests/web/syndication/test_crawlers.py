"""The sitemap and robots.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from blog.db import transaction
from blog.feeds import sitemap as builder
from blog.media import commands as media
from blog.posts import commands
from blog.posts.models import Post
from blog.works.fields import ReviewText
from tests.conftest import URL, CountQueries, FrozenClock
from tests.makers import LONG_AGO, installation, make_post, make_theme
from tests.media import samples
from tests.web.syndication.subscribed import change

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap(client: FlaskClient, path: str = "/sitemap.xml") -> dict[str, str | None]:
    """When each address changed last, in the sitemap's order."""
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(response.data)
    assert root.tag == f"{NAMESPACE}urlset"
    return {
        url.findtext(f"{NAMESPACE}loc", ""): url.findtext(f"{NAMESPACE}lastmod")
        for url in root.iter(f"{NAMESPACE}url")
    }


def test_it_names_every_public_address_once(app: Flask, client: FlaskClient) -> None:
    make_theme(app, title="Snow")
    make_post(app, title="About", kind="page")
    make_post(app, title="慢车", tags=("冬天",), reviews=(ReviewText(work="Slow Train (2024)"),))
    make_post(app, title="Draft", reviews=(ReviewText(work="Fast Train"),), published_at=None)
    make_post(app, title="Old", published_at=datetime(2019, 5, 1, tzinfo=UTC))
    assert sitemap(client) == {
        "https://blog.example/": "2026-03-01T08:00:00Z",
        "https://blog.example/about/": "2026-03-01T08:00:00Z",
        "https://blog.example/themes/": None,
        "https://blog.example/themes/snow/": None,
        "https://blog.example/tags/": None,
        "https://blog.example/tags/%E5%86%AC%E5%A4%A9/": None,
        "https://blog.example/works/": None,
        "https://blog.example/works/slow-train/": None,
        "https://blog.example/archive/": None,
        "https://blog.example/archive/2026/": None,
        "https://blog.example/archive/2019/": None,
        "https://blog.example/archive/2026/03/": None,
        "https://blog.example/archive/2019/05/": None,
        "https://blog.example/posts/%E6%85%A2%E8%BD%A6/": "2026-03-01T08:00:00Z",
        "https://blog.example/posts/old/": "2019-05-01T00:00:00Z",
    }


def test_it_names_nothing_that_is_not_public(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    soon = clock.now + timedelta(hours=1)
    make_post(app, title="Soon", tags=("later",), published_at=soon)
    make_post(app, title="Soon", kind="page", published_at=soon)
    make_post(app, title="Draft", tags=("never",), published_at=None)
    gone = make_post(app, title="Gone", tags=("gone",))
    change(app, gone, lambda post: commands.withdraw(post, at=clock.now))
    assert list(sitemap(client)) == ["https://blog.example/"]
    clock.move(hours=1)
    assert list(sitemap(client)) == [
        "https://blog.example/",
        "https://blog.example/soon/",
        "https://blog.example/tags/",
        "https://blog.example/tags/later/",
        "https://blog.example/archive/",
        "https://blog.example/archive/2026/",
        "https://blog.example/archive/2026/11/",
        "https://blog.example/posts/soon/",
    ]


def test_a_year_is_one_on_the_clocks_of_the_blog(app: Flask, client: FlaskClient) -> None:
    """London is an hour ahead of UTC in summer only; in 1970 it was all year."""
    make_post(app, published_at=datetime(1970, 12, 31, 23, 30, tzinfo=UTC))
    assert "https://blog.example/archive/1971/" in sitemap(client)


def test_a_change_that_readers_were_told_of_counts(app: Flask, client: FlaskClient) -> None:
    def correct(post: Post) -> None:
        post.updated_at = LONG_AGO + timedelta(days=2)

    change(app, make_post(app, title="Corrected"), correct)
    found = sitemap(client)
    assert found["https://blog.example/posts/corrected/"] == "2026-03-03T08:00:00Z"
    assert found["https://blog.example/"] == "2026-03-03T08:00:00Z"


def test_pictures_stand_by_their_pages_unless_a_cover_hides_them(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context(), transaction():
        folder = installation(app).media
        pictures = [
            media.store(samples.jpeg(40, size), name="x.jpg", at=clock.now, folder=folder)
            for size in (10, 20, 30)
        ]
    cover, open_one, covered = pictures
    make_post(
        app,
        slug="snow",
        cover_id=cover.id,
        source=f"![]({open_one.url})\n\n::: spoiler The end\n![]({covered.url})\n:::\n",
    )
    root = etree.fromstring(client.get("/sitemap.xml").data)
    images = "{http://www.google.com/schemas/sitemap-image/1.1}loc"
    assert [image.text for image in root.iter(images)] == [
        f"{URL}{cover.url}",
        f"{URL}{open_one.url}",
    ]


def test_a_large_one_is_split_and_the_first_names_the_parts(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/sitemap-1.xml").status_code == 404
    for number in range(4):
        make_post(app, title=f"{number}")
    whole = list(sitemap(client))
    monkeypatch.setattr(builder, "MOST_PLACES", 3)
    root = etree.fromstring(client.get("/sitemap.xml").data)
    assert root.tag == f"{NAMESPACE}sitemapindex"
    parts = [loc.text.removeprefix(URL) for loc in root.iter(f"{NAMESPACE}loc")]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert [url for part in parts for url in sitemap(client, part)] == whole
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_it_costs_nine_queries_whatever_the_number_of_posts(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    for number in range(20):
        make_post(app, title=f"{number}", tags=(f"tag {number}",))
    with count_queries() as queries:
        assert len(sitemap(client)) == 45
    assert len(queries) == 9


def test_robots_are_told_where_to_look_and_where_not(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /login$",
        "Disallow: /login?",
        "",
        "Sitemap: https://blog.example/sitemap.xml",
    ]

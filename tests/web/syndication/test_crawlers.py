"""The sitemap and robots.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from blog.db import transaction
from blog.feeds import places
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
        "https://blog.example/tags/",
        "https://blog.example/archive/",
        "https://blog.example/archive/2026/",
        "https://blog.example/archive/2026/11/",
        "https://blog.example/tags/later/",
        "https://blog.example/posts/soon/",
        "https://blog.example/soon/",
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


def parts(client: FlaskClient) -> dict[str, str | None]:
    """When each part changed last, by path."""
    root = etree.fromstring(client.get("/sitemap.xml").data)
    assert root.tag == f"{NAMESPACE}sitemapindex"
    return {
        part.findtext(f"{NAMESPACE}loc", "").removeprefix(URL): part.findtext(f"{NAMESPACE}lastmod")
        for part in root
    }


@pytest.fixture
def five(app: Flask, author: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five pieces, with works and tags, among which four addresses are many: what one file named.

    They have the ids from 1 on. The owner is not answered from memory.
    """
    for number in range(5):
        make_post(
            app,
            title=f"{number}",
            tags=(f"tag {number}",),
            reviews=(ReviewText(work=f"Work {number}"),),
            published_at=LONG_AGO + timedelta(days=number),
        )
    whole = list(sitemap(author))
    monkeypatch.setattr(places, "SIZE", 4)
    return whole


def test_a_large_one_is_split_and_the_first_names_the_parts(
    client: FlaskClient, five: list[str]
) -> None:
    assert parts(client) == {
        "/sitemap-lists-1.xml": "2026-03-05T08:00:00Z",
        "/sitemap-pieces-1.xml": "2026-03-04T08:00:00Z",
        "/sitemap-pieces-2.xml": "2026-03-05T08:00:00Z",
        "/sitemap-tags-1.xml": None,
        "/sitemap-tags-2.xml": None,
        "/sitemap-works-1.xml": None,
        "/sitemap-works-2.xml": None,
    }
    assert sorted(url for part in parts(client) for url in sitemap(client, part)) == sorted(five)


def test_an_address_stays_in_its_part(
    app: Flask, client: FlaskClient, clock: FrozenClock, five: list[str]
) -> None:
    first, second = (list(sitemap(client, f"/sitemap-pieces-{number}.xml")) for number in (1, 2))
    make_post(app, title="Old", published_at=LONG_AGO - timedelta(days=900))
    with app.app_context(), transaction() as session:
        two = session.get_one(Post, 2)
        commands.withdraw(two, at=clock.now)
    assert list(sitemap(client, "/sitemap-pieces-1.xml")) == [first[0], *first[2:]]
    assert list(sitemap(client, "/sitemap-pieces-2.xml")) == [*second, f"{URL}/posts/old/"]


def test_a_part_that_is_emptied_is_gone(
    app: Flask, client: FlaskClient, clock: FrozenClock, five: list[str]
) -> None:
    with app.app_context(), transaction() as session:
        commands.withdraw(session.get_one(Post, 5), at=clock.now)
    for part in ("/sitemap-pieces-2.xml", "/sitemap-tags-2.xml", "/sitemap-works-2.xml"):
        assert part not in parts(client)
        assert client.get(part).status_code == 404


@pytest.mark.parametrize(
    "path", ["pieces-2", "pieces-0", "pieces-x", "lists-2", "people-1", "1", f"works-{9**30}"]
)
def test_there_is_no_other_part(app: Flask, client: FlaskClient, path: str) -> None:
    make_post(app)
    assert client.get(f"/sitemap-{path}.xml").status_code == 404
    assert sitemap(client, "/sitemap-pieces-1.xml")


def test_it_costs_as_many_queries_whatever_the_number_of_posts(
    app: Flask, client: FlaskClient, count_queries: CountQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    def price(path: str) -> int:
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    for number in range(20):
        make_post(app, title=f"{number}", tags=(f"tag {number}",))
    assert price("/sitemap.xml") == 13
    monkeypatch.setattr(places, "SIZE", 3)
    assert price("/sitemap.xml") == 5
    assert price("/sitemap-lists-1.xml") == 7
    assert price("/sitemap-pieces-7.xml") == 3
    assert price("/sitemap-tags-7.xml") == 2


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

"""What every page for readers keeps: its caches, its languages, its links."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.pagecache import sharing
from blog.posts import navigation
from blog.settings.models import BlogSettings
from tests.makers import make_post, make_theme
from tests.web.reading import open_page, tree

PAGES = (
    "/",
    "/posts/piece-1/",
    "/about/",
    "/archive/",
    "/archive/2026/",
    "/tags/",
    "/tags/winter/",
    "/themes/",
    "/themes/love/",
)


@pytest.fixture
def fill(app: Flask) -> Callable[[int], None]:
    """Fills the blog with so many posts under one theme and three tags, and a page."""
    theme = make_theme(app, title="Love", slug="love", source="An essay.")
    page = make_post(app, kind="page", title="About")
    with app.app_context(), transaction():
        navigation.arrange([page.id])

    def fill(count: int) -> None:
        for number in range(count):
            make_post(
                app,
                title=f"Piece {number}",
                tags=("winter", "lit windows", "华语片"),
                themes=(theme.id,),
                published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
            )

    return fill


def test_pages_are_the_same_for_everybody(
    client: FlaskClient, author: FlaskClient, fill: Callable[[int], None]
) -> None:
    fill(3)
    for path in PAGES:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert answer.headers["Vary"] == "Accept-Encoding", path
        assert answer.headers["Cache-Control"] == sharing.SHARED, path
        assert author.get(path).data == answer.data, path


def test_a_page_that_did_not_change_is_not_sent_again(
    client: FlaskClient, fill: Callable[[int], None]
) -> None:
    fill(1)
    held = client.get("/")
    again = client.get("/", headers={"If-None-Match": held.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    fill(2)
    assert client.get("/", headers={"If-None-Match": held.headers["ETag"]}).status_code == 200


def test_every_link_leads_somewhere(client: FlaskClient, fill: Callable[[int], None]) -> None:
    """A walk from the front page, through everything that a page names with an address here."""
    fill(30)
    seen, waiting = {"/"}, ["/"]
    while waiting:
        here = waiting.pop()
        with client.get(here) as answer:
            assert answer.status_code == 200, here
            if answer.mimetype != "text/html":
                continue
            page = tree(answer)
        anchors = set(page.xpath("//@id"))
        for found in page.xpath("//@href | //@src"):
            path, fragment = urldefrag(urljoin(here, found))
            if path == here and fragment:
                assert fragment in anchors, f"{here}#{fragment}"
            elif path.startswith("/") and path not in seen:
                seen.add(path)
                waiting.append(path)
    assert {"/tags/winter/page/2/", "/feed.json", "/archive/2026/", "/about/"} <= seen


def test_every_id_on_a_page_is_its_own(client: FlaskClient, fill: Callable[[int], None]) -> None:
    fill(12)
    for path in PAGES:
        ids = open_page(client, path).xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), path


def test_other_languages_are_marked(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="中文 and after", slug="after")
    make_post(app, title="Slow Train (慢车)", slug="slow", tags=("한국",), themes=(theme.id,))
    make_post(app, title="雨の日", slug="rain", lang="ja", summary="静かな一日。")

    def marked(path: str) -> set[tuple[str, str]]:
        page = open_page(client, path)
        return {
            (each.get("lang"), each.text_content().strip()) for each in page.xpath("//*[@lang]")
        }

    assert {("zh-Hans", "慢车"), ("ja", "雨の日"), ("ja", "静かな一日。")} <= marked("/")
    assert ("ko", "한국") in marked("/tags/")
    assert ("ko", "한국") in marked("/posts/slow/")
    assert ("zh-Hans", "慢车") in marked("/posts/slow/")
    page = open_page(client, "/posts/rain/")
    assert page.xpath("//article/@lang") == ["ja"]
    assert page.xpath('//article//p[@class="meta"]/@lang') == ["en-GB"]


def test_frame_says_that_it_is_english(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        session().query(BlogSettings).update({"language": "ja", "name": "第九の灯"})
    page = open_page(client, "/archive/")
    assert page.xpath("/html/@lang") == ["ja"]
    assert page.xpath("//nav[@aria-label='Main']/@lang") == ["en-GB"]
    assert page.xpath("//a[@class='name']//@lang") == []

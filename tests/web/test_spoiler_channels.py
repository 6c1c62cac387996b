"""What covers hide is on the page that it was written for, and in no other channel."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.web import planted
from tests.web.crawling import crawl
from tests.web.planted import OF_THE_ESSAY, OF_THE_PIECE, OF_THE_VERDICT, PIECE, THEME, WORDS, WORK

NOWHERE = "qqqqium"
# Words of attributes and addresses are gone from the page, too: no cover would hold there.
GONE = ["linetitlium", "wordium", "tooltipium", "htmltitlium"]
FEEDS = [
    f"{feed}.{form}"
    for feed in (
        "/feed",
        "/tags/planted-tag/feed",
        f"{THEME}feed",
        "/feeds/planted-tag,theme:planted-theme!kind:book",
        "/feeds/kind:film",
    )
    for form in ("atom", "rss", "json")
]


@pytest.fixture(autouse=True)
def blog(app: Flask) -> None:
    planted.plant(app)


def body(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (PIECE, [*OF_THE_PIECE, *OF_THE_VERDICT]),
        (WORK, OF_THE_VERDICT),
        (THEME, OF_THE_ESSAY),
    ],
)
def test_on_its_own_page_every_word_is_there_and_covered(
    client: FlaskClient, path: str, words: list[str]
) -> None:
    page = body(client, path)
    assert planted.told(planted.without_covers(page)) == []
    there = planted.told(planted.under_covers(page))
    assert there == [word for word in WORDS if word in words and word not in GONE]


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_tell_where_the_covers_are(client: FlaskClient, path: str) -> None:
    feed = body(client, path)
    assert planted.told(feed) == []
    ids = set(re.findall(r'id="(spoiler-[^"]+)"', body(client, PIECE)))
    linked = set(re.findall(rf"{PIECE}#(spoiler-[\w-]+)", feed))
    assert linked
    assert linked <= ids
    assert any("w" in each for each in linked), "the verdict's covers are linked to as well"


def test_head_and_linked_data(client: FlaskClient) -> None:
    for path in (PIECE, WORK, THEME):
        tree = html.document_fromstring(body(client, path))
        assert planted.told(html.tostring(tree.head, encoding="unicode")) == []
        [data] = tree.xpath("//script[@type='application/ld+json']/text()")
        assert planted.told(json.dumps(json.loads(data), ensure_ascii=False)) == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/archive/",
        "/archive/2026/",
        "/archive/2026/03/",
        "/tags/",
        "/tags/planted-tag/",
        "/themes/",
        "/works/",
        "/works/kinds/film/",
        "/works/years/2024/",
        "/feed/",
        "/feeds/planted-tag+theme:planted-theme+kind:film",
        "/feeds.opml",
    ],
)
def test_lists(client: FlaskClient, path: str) -> None:
    assert planted.told(body(client, path)) == []


def test_sitemap(client: FlaskClient) -> None:
    assert planted.told(body(client, "/sitemap.xml")) == []


def test_search_answers_as_for_a_word_that_is_nowhere(client: FlaskClient) -> None:
    for word in WORDS:
        nowhere = "爨齉爩驫" if word == "鱻麤龘靐" else NOWHERE
        assert _result(client, word) == _result(client, nowhere), word


@pytest.mark.parametrize(
    "asked",
    [
        "open words",
        "heading",
        "gives away",
        "Aunt",
        "code",
        "marked",
        "worth it",
        "all of them snow",
    ],
)
def test_snippets(client: FlaskClient, asked: str) -> None:
    found = client.get("/search/", query_string={"q": asked}).get_data(as_text=True)
    assert planted.told(found) == []


def test_a_search_finds_what_stands_around_a_cover(client: FlaskClient) -> None:
    found = client.get("/search/", query_string={"q": "open words"}).get_data(as_text=True)
    assert PIECE in found
    assert "[…]" in found


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/posts/plantd/", "/works/the-planted/", "/open-words/"]
)
def test_pages_that_are_not_there(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert planted.told(answer.get_data(as_text=True)) == []


@pytest.mark.usefixtures("sample")
def test_no_page_that_links_lead_to_tells_one(client: FlaskClient) -> None:
    pages = crawl(client, "/")
    assert len(pages) > 100
    assert {"/feed/", f"{THEME}feed/", "/search/", "/archive/"} <= set(pages)
    open_texts = {
        path: planted.without_covers(page) if path in (PIECE, WORK, THEME) else page
        for path, page in pages.items()
    }
    for path in ("/sitemap.xml", "/robots.txt", "/search/opensearch.xml"):
        open_texts[path] = body(client, path)
    assert {path: words for path, text in open_texts.items() if (words := planted.told(text))} == {}


def _result(client: FlaskClient, asked: str) -> str:
    """What a search found, with the question taken out: its echo is the one thing that differs."""
    page = client.get("/search/", query_string={"q": asked}).get_data(as_text=True)
    main = html.document_fromstring(page).find(".//main")
    return html.tostring(main, encoding="unicode").replace(asked, "?")

"""The sitemap's limits."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from blog.feeds import sitemap
from blog.feeds.sitemap import MOST_BYTES, MOST_PLACES, Place

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def places(count: int) -> list[Place]:
    return [Place(f"https://blog.example/posts/{number}/") for number in range(count)]


def found(body: bytes, query: str) -> list[str]:
    return [str(text) for text in etree.fromstring(body).xpath(query, namespaces=NAMES)]


def test_one_file_holds_what_the_protocol_lets_it() -> None:
    first, second = sitemap.files(places(MOST_PLACES + 1))
    assert first.body.count(b"<url>") == MOST_PLACES == 50_000
    assert second.body.count(b"<url>") == 1
    assert len(first.body) < MOST_BYTES == 50 * 1024 * 1024


def test_nor_does_it_hold_more_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_BYTES", 1000)
    files = sitemap.files(places(100))
    assert max(len(file.body) for file in files) <= 1000
    urls = [url for file in files for url in found(file.body, "//s:loc/text()")]
    assert urls == [place.url for place in places(100)]


def test_a_file_says_when_something_in_it_changed_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_PLACES", 2)
    moments = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 3, 2)]
    files = sitemap.files(Place(f"https://a.example/{at.day}", at) for at in moments)
    body = sitemap.index(["https://a.example/1.xml", "https://a.example/2.xml?a&b"], files)
    assert found(body, "//s:sitemap/s:loc/text()")[1] == "https://a.example/2.xml?a&b"
    assert found(body, "//s:lastmod/text()") == ["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"]


def test_an_empty_sitemap_is_one() -> None:
    (file,) = sitemap.files([])
    assert found(file.body, "//s:url") == []


def test_addresses_are_escaped() -> None:
    (file,) = sitemap.files(
        [Place("https://a.example/a&b/<c>/", pictures=["https://a.example/d&e"])]
    )
    assert found(file.body, "//s:loc/text()") == ["https://a.example/a&b/<c>/"]
    assert found(file.body, "//i:image/i:loc/text()") == ["https://a.example/d&e"]

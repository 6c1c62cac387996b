"""The sitemap as XML: its limits, and what stands in it."""

from datetime import UTC, datetime

from lxml import etree

from blog.feeds import places, sitemap
from blog.feeds.sitemap import MOST_PICTURES, Place
from tests.conftest import URL

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
# What one file may hold, by the protocol.
MOST_PLACES, MOST_BYTES = 50_000, 50 * 1024 * 1024


def found(body: bytes, query: str) -> list[str]:
    return [str(text) for text in etree.fromstring(body).xpath(query, namespaces=NAMES)]


def test_the_fullest_file_is_no_larger_than_the_protocol_lets_it() -> None:
    picture = f"/media/{'a' * 60}.jpeg"
    page = Place(f"/posts/{'%E6%85%A2' * 60}/", datetime.now(UTC), [picture] * 2 * MOST_PICTURES)
    body = sitemap.write([page] * places.SIZE, site_url=URL)
    assert body.count(b"<url>") == places.SIZE <= MOST_PLACES
    assert body.count(b"<image:loc>") == places.SIZE * MOST_PICTURES
    assert len(body) < MOST_BYTES


def test_the_index_names_files_and_their_last_change() -> None:
    files = [Place("/1.xml", datetime(2026, 1, 3, tzinfo=UTC)), Place("/2.xml?a&b")]
    body = sitemap.write_index(files, site_url=URL)
    assert found(body, "//s:sitemap/s:loc/text()") == [f"{URL}/1.xml", f"{URL}/2.xml?a&b"]
    assert found(body, "//s:lastmod/text()") == ["2026-01-03T00:00:00Z"]


def test_addresses_are_escaped() -> None:
    body = sitemap.write([Place("/a&b/<c>/", pictures=["/d&e"])], site_url=URL)
    assert found(body, "//s:loc/text()") == [f"{URL}/a&b/<c>/"]
    assert found(body, "//i:image/i:loc/text()") == [f"{URL}/d&e"]

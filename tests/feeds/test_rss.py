"""The RSS feed: whole, valid, and what feedparser understands of it."""

import feedparser
import pytest
from lxml import etree

from blog.feeds import rss
from blog.feeds.model import Feed
from tests.conftest import Golden
from tests.feeds import GOLDEN, samples
from tests.feeds.validity import rss_faults


def test_the_whole_feed(golden: Golden) -> None:
    golden.check(GOLDEN / "tag.rss", rss.build(samples.FEED).decode())


@pytest.mark.parametrize("feed", [samples.FEED, samples.EMPTY])
def test_it_is_valid(feed: Feed) -> None:
    assert rss_faults(rss.build(feed)) == []


def test_a_reader_understands_it() -> None:
    read = feedparser.parse(rss.build(samples.FEED))
    first, second = read.entries
    assert read.bozo is False
    assert read.version == "rss20"
    assert read.feed.language == "en-GB"
    assert first.id == samples.FULL.id
    assert first.guidislink is False
    assert first.link == samples.FULL.url
    assert first.author == "Ada Winter"
    assert first.content[0].value.startswith("<p>Snow.")
    assert first.enclosures[0].href == "https://blog.example/media/a/cover.jpg"
    assert second.content[0].language == "ja"
    assert tuple(first.published_parsed)[:5] == (2026, 3, 1, 8, 0)


def test_the_summary_is_escaped_for_a_field_that_holds_html() -> None:
    root = etree.fromstring(rss.build(samples.FEED))
    description = root.findtext("channel/item/description")
    assert description == "Two people miss a train. It's “late” &amp; &lt; a film."


def test_a_piece_without_title_has_none() -> None:
    root = etree.fromstring(rss.build(samples.FEED))
    assert [item.findtext("title") for item in root.iter("item")] == [samples.FULL.title, None]

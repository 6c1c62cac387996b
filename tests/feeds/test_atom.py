"""The Atom feed: whole, valid, and what feedparser understands of it."""

import feedparser
import pytest
from lxml import etree

from blog.feeds import atom
from blog.feeds.model import Feed
from tests.conftest import Golden
from tests.feeds import GOLDEN, samples
from tests.feeds.validity import ATOM, atom_faults


def test_the_whole_feed(golden: Golden) -> None:
    golden.check(GOLDEN / "tag.atom", atom.build(samples.FEED).decode())


@pytest.mark.parametrize("feed", [samples.FEED, samples.EMPTY])
def test_it_is_valid(feed: Feed) -> None:
    assert atom_faults(atom.build(feed)) == []


def test_a_reader_understands_it() -> None:
    read = feedparser.parse(atom.build(samples.FEED))
    first, second = read.entries
    assert read.bozo is False
    assert read.version == "atom10"
    assert read.feed.title == "Winter — The Ninth Lamp"
    assert first.id == samples.FULL.id
    assert first.link == samples.FULL.url
    assert first.author == "Ada Winter"
    assert first.content[0].type == "text/html"
    assert first.content[0].language == "en-GB"
    assert second.content[0].language == "ja"
    assert [tag.term for tag in first.tags] == ["Winter", "冬天", "Winter"]
    assert tuple(first.published_parsed)[:5] == (2026, 3, 1, 8, 0)
    assert tuple(first.updated_parsed)[:5] == (2026, 7, 4, 10, 30)


def test_titles_come_as_they_were_typed() -> None:
    root = etree.fromstring(atom.build(samples.FEED))
    titles = [title.text for title in root.findall(f"{ATOM}entry/{ATOM}title")]
    assert titles == [samples.FULL.title, "2026-02-28"]

"""What no page and no feed can carry is taken out; all else stays."""

import json

import pytest
from lxml import etree

from blog.characters import legal
from blog.feeds.formats import FORMATS
from tests.feeds import samples


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"],
)
def test_it_is_taken_out(character: str) -> None:
    assert legal(f"a{character}b") == "ab"


@pytest.mark.parametrize(
    "text", ["a\tb\r\nc", "\u00a0\u200d", "慢车", "é", "😀👩‍👧", "\ue000", "\U0010fffd"]
)
def test_it_stays(text: str) -> None:
    assert legal(text) == text


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_text_typed_by_a_cat_makes_a_readable_document(form: str) -> None:
    document = etree.fromstring(FORMATS[form].build(samples.FEED))
    assert "<p>東京の夜は長い。😀</p>" in "".join(document.itertext())


def test_the_json_feed_has_no_such_character_even_escaped() -> None:
    feed = json.loads(FORMATS["json"].build(samples.FEED))
    assert feed["description"] == "Snow & what it keeps."
    assert feed["items"][1]["content_html"] == "<p>東京の夜は長い。😀</p>"

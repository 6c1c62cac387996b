"""The JSON feed: whole, valid, and its odd corners."""

import json

import pytest

from blog.feeds import json_feed
from blog.feeds.model import Feed
from tests.conftest import Golden
from tests.feeds import GOLDEN, samples
from tests.feeds.validity import json_feed_faults


def test_the_whole_feed(golden: Golden) -> None:
    golden.check(GOLDEN / "tag.json", json_feed.build(samples.FEED).decode())


@pytest.mark.parametrize("feed", [samples.FEED, samples.EMPTY])
def test_it_is_valid(feed: Feed) -> None:
    assert json_feed_faults(json_feed.build(feed)) == []


def test_an_empty_feed_has_a_list_of_nothing() -> None:
    assert json.loads(json_feed.build(samples.EMPTY))["items"] == []


def test_a_tag_and_a_theme_of_one_name_are_named_once() -> None:
    first, second = json.loads(json_feed.build(samples.FEED))["items"]
    assert first["tags"] == ["Winter", "冬天"]
    assert "tags" not in second
    assert "title" not in second


def test_reviews_are_an_object_of_our_own() -> None:
    first, second = json.loads(json_feed.build(samples.FEED))["items"]
    assert first["_commonplace"] == {
        "about": "https://blog.example/feed/",
        "reviews": [
            {
                "work": "Slow Train & Snow",
                "kind": "film",
                "year": 2024,
                "titles": ["Slow Train & Snow", "慢车"],
                "rating": 4.5,
                "best": 5,
                "url": "https://blog.example/works/slow-train-snow/",
            },
            {
                "work": "Elsewhere",
                "kind": "place",
                "titles": ["Elsewhere"],
                "url": "https://blog.example/works/elsewhere/",
            },
        ],
    }
    assert "_commonplace" not in second

"""The sitemap's limits."""

from blog.feeds import sitemap
from blog.feeds.sitemap import MOST_PLACES, Place


def test_one_file_holds_what_the_protocol_lets_it() -> None:
    places = (Place(f"https://blog.example/posts/{number}/") for number in range(MOST_PLACES + 1))
    body = sitemap.build(places)
    assert body.count(b"<url>") == MOST_PLACES == 50_000
    assert len(body) < 50 * 1024 * 1024


def test_an_address_is_escaped() -> None:
    body = sitemap.build([Place("https://blog.example/posts/a&b/")])
    assert b"<loc>https://blog.example/posts/a&amp;b/</loc>" in body

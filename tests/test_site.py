"""The shapes of public addresses: slugs keep their script, and are encoded on the wire only."""

from blog import site


def test_addresses() -> None:
    assert site.post_path("slow-train") == "/posts/slow-train/"
    assert site.post_path("慢车") == "/posts/%E6%85%A2%E8%BD%A6/"
    assert site.piece_path("page", "about") == "/about/"
    assert site.tag_path("windows-lit", page=1) == "/tags/windows-lit/"
    assert site.tag_path("windows-lit", page=2) == "/tags/windows-lit/page/2/"
    assert site.feed_path(site.theme_path("snow"), "atom") == "/themes/snow/feed.atom"
    assert site.decoded(site.post_path("慢车")) == "/posts/慢车/"
    assert site.absolute("https://blog.example", "/") == "https://blog.example/"


def test_authority_is_a_host() -> None:
    assert site.authority("http://127.0.0.1:8000") == "127.0.0.1"
    assert site.authority("https://blog.example") == "blog.example"

"""Addresses, pictures and bare links."""

import re

import pytest

from blog.markdown import Picture
from tests.markdown.pieces import feed, made, page

STILL = Picture(url="/media/1/a.jpg", width=10, height=20, srcset="/media/1/5.jpg 5w")


@pytest.mark.parametrize(
    ("written", "on_the_page", "in_the_feed"),
    [
        ("/about/", "/about/", "https://blog.example/about/"),
        ("../b/", "../b/", "https://blog.example/posts/b/"),
        ("?x=1", "?x=1", "https://blog.example/posts/slow-train/?x=1"),
        ("#x", "#x", "https://blog.example/posts/slow-train/#x"),
        ("//cdn.example/a", "https://cdn.example/a", "https://cdn.example/a"),
        (
            "/标签/慢/",
            "/%E6%A0%87%E7%AD%BE/%E6%85%A2/",
            "https://blog.example/%E6%A0%87%E7%AD%BE/%E6%85%A2/",
        ),
        ("https://例え.example/", "https://xn--r8jz45g.example/", "https://xn--r8jz45g.example/"),
        ("mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+441234", "tel:+441234", "tel:+441234"),
    ],
)
def test_links(written: str, on_the_page: str, in_the_feed: str) -> None:
    source = f"[x](<{written}>)"
    assert page(source) == f'<p><a href="{on_the_page}">x</a></p>\n'
    assert feed(source) == f'<p><a href="{in_the_feed}">x</a></p>\n'


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("看https://a.example/b吧", "https://a.example/b"),
        ("https://a.example/b。", "https://a.example/b"),
        ("**https://a.example/b**", "https://a.example/b"),
        ("||https://a.example/b||", "https://a.example/b"),
        ("“https://a.example/b”", "https://a.example/b"),
        ("https://a.example/x_y_z*w", "https://a.example/x_y_z*w"),
        ("www.a.example/b", "http://www.a.example/b"),
        ("write to a.b+c@d.example.", "mailto:a.b+c@d.example"),
    ],
)
def test_bare_addresses(text: str, address: str) -> None:
    assert f'<a href="{address}">' in page(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "www.",
        "xhttps://a.example",
        "a@b",
        "`https://a.example`",
        "@a.example",
        "https://。",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert "<a" not in page(text)


def test_no_link_within_a_link() -> None:
    assert page("[https://a.example](/b)").count("<a") == 1


def test_links_are_listed_once_and_absolute() -> None:
    rendered = made("[a](/b) [c](/b) [d](#e) <https://f.example> [g](mailto:h@i.example)")
    assert rendered.links == ("https://blog.example/b", "https://f.example")


@pytest.mark.parametrize("reference", ["my still.jpg", "my%20still.jpg", "./my still.jpg"])
def test_pictures_are_found_as_written(reference: str) -> None:
    rendered = made(f"![a](<{reference}>)", pictures={reference: STILL})
    assert '<img src="/media/1/a.jpg" alt="a" width="10" height="20"' in rendered.page_html
    assert 'srcset="/media/1/5.jpg 5w"' in rendered.page_html
    assert 'src="https://blog.example/media/1/a.jpg"' in rendered.feed_html
    assert rendered.picture_references == (reference,)


SIZED = Picture(
    url="/media/1/a.jpg",
    width=10,
    height=20,
    srcset="/media/1/5.jpg 5w",
    sources=(("image/avif", "/media/1/5.avif 5w"), ("image/webp", "/media/1/5.webp 5w")),
    tint="123",
)


def test_the_best_form_comes_first_and_one_that_every_browser_shows_last() -> None:
    html = page("![a](a.jpg)", pictures={"a.jpg": SIZED})
    order = ("<picture><source", "/5.avif 5w", "/5.webp 5w", "<img", "/5.jpg 5w")
    positions = [html.index(part) for part in order]
    assert positions == sorted(positions)
    assert 'class="tint-123"></picture>' in html


def test_a_feed_has_the_picture_alone() -> None:
    html = feed("![a](a.jpg)", pictures={"a.jpg": SIZED})
    assert html == (
        '<figure><img src="https://blog.example/media/1/a.jpg" alt="a" width="10" height="20">'
        "</figure>\n"
    )


@pytest.mark.parametrize(
    "source",
    [
        "||![a](a.jpg)||",
        "::: spoiler The end\n![a](a.jpg)\n:::",
        "Covered ||here[^1]||.\n\n[^1]: ![a](a.jpg)",
    ],
)
def test_not_even_the_colour_of_a_covered_picture_shows(source: str) -> None:
    html = page(source + "\n\n![b](a.jpg)", pictures={"a.jpg": SIZED})
    assert html.count("<picture>") == 2
    (tinted,) = re.findall(r'<img[^>]*alt="(.)"[^>]*class="tint-', html)
    assert tinted == "b"


def test_pictures_are_found_percent_decoded() -> None:
    assert "/media/1/a.jpg" in page("![a](%E6%85%A2.jpg)", pictures={"慢.jpg": STILL})


def test_an_unknown_picture_stays_as_written() -> None:
    assert '<img src="b/c.jpg" alt="a"' in page("![a](b/c.jpg)")


def test_a_picture_of_our_own_host_is_a_picture() -> None:
    assert "<img" in page("![a](https://blog.example/a.jpg)")


def test_a_picture_of_another_host_is_a_link() -> None:
    source = "![a](https://other.example/a.jpg)"
    assert '<a href="https://other.example/a.jpg">a</a>' in page(source)
    assert "<img" not in page(source) + feed(source)
    assert "<img" in page(source, pictures={"https://other.example/a.jpg": STILL})


def test_pictures_without_words_are_named() -> None:
    rendered = made("![](a.jpg) ![b](c.jpg) ![ ](d.jpg)")
    assert rendered.pictures_without_text == ("a.jpg", "d.jpg")

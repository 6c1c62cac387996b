"""Feeds in one file that feed readers take in: OPML 2.0 (http://opml.org/spec2.opml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from blog import site
from blog.feeds.elements import add, document

MEDIA_TYPE: Final = "text/x-opml"


@dataclass(frozen=True)
class Outline:
    """`path` is the page whose feed it is."""

    name: str
    path: str


def build(title: str, shelves: Iterable[tuple[str, Iterable[Outline]]], *, site_url: str) -> bytes:
    """One outline for each shelf, with its feeds below it."""
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", title)
    body = add(root, "body")
    for name, outlines in shelves:
        shelf = add(body, "outline", attributes={"text": name})
        for each in outlines:
            url = site.absolute(site_url, each.path)
            # The format has one type for all kinds of feeds.
            about = {
                "type": "rss",
                "text": each.name,
                "xmlUrl": site.feed_path(url, "atom"),
                "htmlUrl": url,
            }
            add(shelf, "outline", attributes=about)
    return document(root)

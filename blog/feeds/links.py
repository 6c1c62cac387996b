"""The links that every format writes in its own way: to itself, its page, its archives, its hub."""

from collections.abc import Iterator

from blog import site
from blog.feeds.model import Feed


def own(feed: Feed, form: str) -> str:
    """The address of this very document."""
    return _part(feed, form, feed.archive)


def older(feed: Feed, form: str) -> str:
    """Of the archive before this one; "" for none."""
    return _part(feed, form, feed.older) if feed.older else ""


def relations(feed: Feed, form: str) -> Iterator[tuple[str, str]]:
    """What stands around a document, by relation (RFC 5005). `next` is for readers that only turn
    pages, as in section 3 there.
    """
    if feed.hub:
        yield "hub", feed.hub
    if feed.archive:
        yield "current", _part(feed, form, "")
    if feed.older:
        yield "prev-archive", older(feed, form)
        yield "next", older(feed, form)
    if feed.newer:
        yield "next-archive", _part(feed, form, feed.newer)


def _part(feed: Feed, form: str, archive: str) -> str:
    return site.archive_path(site.feed_path(feed.page_url, form), archive)

"""A feed as Atom (RFC 4287), with its archives (RFC 5005) and what was taken back (RFC 6721)."""

from typing import Final

from lxml import etree

from blog.feeds import links
from blog.feeds.elements import HISTORY, XML_LANG, add, document
from blog.feeds.model import Entry, Feed
from blog.feeds.moments import rfc3339

MEDIA_TYPE: Final = "application/atom+xml"
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"


def build(feed: Feed) -> bytes:
    # The stubs do not know that a default namespace has no prefix.
    namespaces = {None: _NAMESPACE, "at": _TOMBSTONES, "fh": HISTORY}
    root = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap=namespaces)  # type: ignore[arg-type]
    root.set(XML_LANG, feed.lang)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title, type="text")
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle, type="text")
    _add(root, "updated", rfc3339(feed.updated_at))
    _add_author(root, feed)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=links.own(feed, "atom"))
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for relation, url in links.relations(feed, "atom"):
        kind = {} if relation == "hub" else {"type": MEDIA_TYPE}
        _add(root, "link", rel=relation, href=url, **kind)
    if feed.archive:
        add(root, f"{{{HISTORY}}}archive")
    for gone in feed.gone:
        when = {"ref": gone.id, "when": rfc3339(gone.deleted_at)}
        add(root, f"{{{_TOMBSTONES}}}deleted-entry", attributes=when)
    for entry in feed.entries:
        _add_entry(root, entry, feed)
    return document(root)


def _add_entry(root: etree._Element, entry: Entry, feed: Feed) -> None:
    element = _add(root, "entry")
    element.set(XML_LANG, entry.lang)
    _add(element, "id", entry.id)
    # Atom wants a title that says something; a piece without one goes by its day.
    _add(element, "title", entry.title or f"{entry.published_at:%Y-%m-%d}", type="text")
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", rfc3339(entry.published_at))
    _add(element, "updated", rfc3339(entry.updated_at))
    _add_author(element, feed)
    for label in entry.labels:
        _add(element, "category", term=label.name, scheme=label.scheme)
    if entry.cover:
        cover = entry.cover
        length = str(cover.byte_count)
        _add(element, "link", rel="enclosure", type=cover.media_type, length=length, href=cover.url)
    if entry.summary:
        _add(element, "summary", entry.summary, type="text")
    _add(element, "content", entry.content_html, type="html")


def _add_author(parent: etree._Element, feed: Feed) -> None:
    author = _add(parent, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.home_url)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return add(parent, f"{{{_NAMESPACE}}}{name}", text, attributes)

"""A feed as RSS 2.0, with the whole text in `content:encoded` and the archives of RFC 5005.

It has no word for an entry that was taken back; such a one is only missing.
"""

from html import escape
from typing import Final

from lxml import etree

from blog.feeds import links
from blog.feeds.elements import HISTORY, XML_LANG, add, document
from blog.feeds.model import Entry, Feed
from blog.feeds.moments import rfc822

MEDIA_TYPE: Final = "application/rss+xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"


def build(feed: Feed) -> bytes:
    namespaces = {"atom": _ATOM, "content": _CONTENT, "dc": _DUBLIN_CORE, "fh": HISTORY}
    root = etree.Element("rss", nsmap=namespaces)
    root.set("version", "2.0")
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page_url)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.lang)
    add(channel, "lastBuildDate", rfc822(feed.updated_at))
    own = {"rel": "self", "type": MEDIA_TYPE, "href": links.own(feed, "rss")}
    add(channel, f"{{{_ATOM}}}link", attributes=own)
    for relation, url in links.relations(feed, "rss"):
        add(channel, f"{{{_ATOM}}}link", attributes={"rel": relation, "href": url})
    if feed.archive:
        add(channel, f"{{{HISTORY}}}archive")
    for entry in feed.entries:
        _add_item(channel, entry, feed)
    return document(root)


def _add_item(channel: etree._Element, entry: Entry, feed: Feed) -> None:
    item = add(channel, "item", attributes={XML_LANG: entry.lang})
    if entry.title:
        add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, {"isPermaLink": "false"})
    add(item, "pubDate", rfc822(entry.published_at))
    add(item, f"{{{_DUBLIN_CORE}}}creator", feed.author)
    for label in entry.labels:
        add(item, "category", label.name, {"domain": label.scheme})
    if entry.cover:
        cover = entry.cover
        length = str(cover.byte_count)
        picture = {"url": cover.url, "length": length, "type": cover.media_type}
        add(item, "enclosure", attributes=picture)
    # A description is HTML, so plain text is escaped once more; it has to stand before the content.
    add(item, "description", escape(entry.summary, quote=False))
    add(item, f"{{{_CONTENT}}}encoded", entry.content_html)

"""The rules that a feed is held to, after RFC 4287, RSS 2.0, JSON Feed 1.1 and the W3C's validator.

Each function lists what is wrong, so that a test says `assert faults == []` and shows them all.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT"
)
# An absolute URI (RFC 3986): ASCII, with everything else percent-encoded.
URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
WEB_ADDRESS = re.compile(r"https?://[^/\s]+/\S*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MIME = re.compile(r"[\w.+-]+/[\w.+-]+")
DISCOURAGED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

# What the W3C's validator lets pass, of what a text could hold.
ELEMENTS = frozenset(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp "
    "section small source span strong sub sup table tbody td tfoot th thead time tr u ul var "
    "wbr".split()
)
ATTRIBUTES = frozenset(
    "alt cite class colspan datetime dir height href hreflang id lang loading media rel reversed "
    "rowspan scope sizes src srcset start title type value width".split()
)


def atom_faults(body: bytes) -> list[str]:
    return list(_atom(etree.fromstring(body)))


def rss_faults(body: bytes) -> list[str]:
    return list(_rss(etree.fromstring(body)))


def json_feed_faults(body: bytes) -> list[str]:
    return list(_json_feed(json.loads(body)))


def _atom(root: etree._Element) -> Iterator[str]:
    """RFC 4287: 4.1.1 for the feed, 4.1.2 for each entry."""
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}"
    yield from _atom_container(root, "the feed", once=("id", "title", "updated", "author"))
    own = root.findall(f"{ATOM}link[@rel='self']")
    if len(own) != 1 or own[0].get("type") != "application/atom+xml":
        yield "no self link of the right type"
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries] + [root.findtext(f"{ATOM}id")]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for entry in entries:
        where = f"entry {entry.findtext(f'{ATOM}id')}"
        once = ("id", "title", "published", "updated", "author", "content")
        yield from _atom_container(entry, where, once=once)
        content = entry.find(f"{ATOM}content")
        if content is not None:
            if content.get("type") != "html" or len(content):
                yield f"{where}: the content is not escaped HTML"
            yield from _content(content.text or "", where)
        for category in entry.findall(f"{ATOM}category"):
            if not category.get("term") or not URI.fullmatch(category.get("scheme", "")):
                yield f"{where}: a category without a term, or with a relative scheme"


def _atom_container(element: etree._Element, where: str, *, once: tuple[str, ...]) -> Iterator[str]:
    for name in once:
        found = element.findall(f"{ATOM}{name}")
        if len(found) != 1:
            yield f"{where}: {len(found)} of {name}"
        elif name not in {"author", "content"} and not (found[0].text or "").strip():
            yield f"{where}: {name} is blank"
    if not URI.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"{where}: the id is no absolute IRI"
    for name in ("updated", "published"):
        moment = element.findtext(f"{ATOM}{name}")
        if moment is not None and not _is_plausible(moment):
            yield f"{where}: {name} is {moment}"
    if not (element.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        yield f"{where}: the author has no name"
    if not LANGUAGE.fullmatch(element.get(LANG, "")):
        yield f"{where}: no xml:lang"
    alternates = element.findall(f"{ATOM}link[@rel='alternate']")
    if len({(link.get("type"), link.get("hreflang")) for link in alternates}) != 1:
        yield f"{where}: not one alternate link"
    for link in element.findall(f"{ATOM}link"):
        if not (
            WEB_ADDRESS.fullmatch(link.get("href", "")) and URI.fullmatch(link.get("href", ""))
        ):
            yield f"{where}: the link {link.get('href')} is not absolute"
        if not MIME.fullmatch(link.get("type", "")):
            yield f"{where}: a link of type {link.get('type')}"
    for name in ("title", "subtitle", "summary"):
        for text in element.findall(f"{ATOM}{name}"):
            if text.get("type") != "text" or len(text) or DISCOURAGED.search(text.text or ""):
                yield f"{where}: {name} is no plain text"


def _rss(root: etree._Element) -> Iterator[str]:
    """RSS 2.0, and the RSS Advisory Board's profile of it."""
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield "this is no RSS 2.0"
        return
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name, "").strip():
            yield f"the channel has no {name}, or several"
    own = channel.findall(f"{ATOM}link[@rel='self']")
    if len(own) != 1 or own[0].get("type") != "application/rss+xml":
        yield "no atom:link to itself"
    elif not WEB_ADDRESS.fullmatch(own[0].get("href", "")):
        yield "the link to itself is not absolute"
    if not LANGUAGE.fullmatch(channel.findtext("language", "")):
        yield "the language is no language"
    yield from _rfc822_faults(channel.findtext("lastBuildDate", ""), "the channel")
    names = [child.tag for child in channel]
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "something stands behind an item"
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    if len(guids) != len(set(guids)):
        yield "a guid stands twice"
    for item in items:
        yield from _rss_item(item, f"item {item.findtext('guid')}")


def _rss_item(item: etree._Element, where: str) -> Iterator[str]:
    for name in ("link", "guid", "pubDate", "description", CREATOR, f"{CONTENT}encoded"):
        if len(item.findall(name)) != 1:
            yield f"{where}: {len(item.findall(name))} of {name}"
    if len(item.findall("title")) > 1 or item.findtext("title") == "":
        yield f"{where}: a blank title, or several"
    if item.find("guid[@isPermaLink='false']") is None or not item.findtext("guid"):
        yield f"{where}: the guid passes for an address"
    if not URI.fullmatch(item.findtext("link", "")):
        yield f"{where}: the link is not absolute"
    names = [child.tag for child in item]
    if f"{CONTENT}encoded" in names[: names.index("description")]:
        yield f"{where}: the content stands before the description"
    yield from _rfc822_faults(item.findtext("pubDate", ""), where)
    for category in item.findall("category"):
        if not (category.text or "").strip():
            yield f"{where}: a blank category"
    enclosures = item.findall("enclosure")
    for enclosure in enclosures:
        is_sized = enclosure.get("length", "").isdigit()
        is_typed = MIME.fullmatch(enclosure.get("type", ""))
        if not (is_sized and is_typed and WEB_ADDRESS.fullmatch(enclosure.get("url", ""))):
            yield f"{where}: an enclosure without url, length and type"
    if len(enclosures) > 1:
        yield f"{where}: several enclosures"
    yield from _content(item.findtext("description", ""), where)
    yield from _content(item.findtext(f"{CONTENT}encoded", ""), where)


def _rfc822_faults(moment: str, where: str) -> Iterator[str]:
    if not RFC_822.fullmatch(moment) or parsedate_to_datetime(moment).year < 1990:
        yield f"{where}: the date is {moment}"
    elif f"{parsedate_to_datetime(moment):%a}" != moment[:3]:
        yield f"{where}: {moment} is another day of the week"


def _json_feed(feed: dict[str, Any]) -> Iterator[str]:
    """JSON Feed 1.1: version, title and items are required; null stands nowhere."""
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "this is no JSON Feed 1.1"
    for name in ("title", "home_page_url", "feed_url", "language"):
        if not isinstance(feed.get(name), str) or not feed[name]:
            yield f"no {name}"
    yield from _json_addresses(feed, "the feed", ("home_page_url", "feed_url"))
    for author in feed.get("authors", [None]):
        if not (isinstance(author, dict) and author.get("name")):
            yield "an author without a name"
    if not isinstance(feed.get("items"), list):
        yield "no items"
        return
    ids = [item.get("id") for item in feed["items"]]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for item in feed["items"]:
        where = f"item {item.get('id')}"
        texts = ("id", "url", "content_html", "date_published", "date_modified", "language")
        optional = [name for name in ("title", "summary", "image") if name in item]
        for name in (*texts, *optional):
            if not isinstance(item.get(name), str):
                yield f"{where}: {name} is no text"
        yield from _json_addresses(item, where, ("url", "image"))
        for name in ("date_published", "date_modified"):
            if not _is_plausible(item.get(name, "")):
                yield f"{where}: {name} is {item.get(name)}"
        tags = item.get("tags", [])
        if not all(isinstance(tag, str) and tag for tag in tags) or len(set(tags)) != len(tags):
            yield f"{where}: the tags are {tags}"
        yield from _content(item.get("content_html", ""), where)


def _json_addresses(fields: dict[str, Any], where: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name in fields and not (
            WEB_ADDRESS.fullmatch(fields[name]) and URI.fullmatch(fields[name])
        ):
            yield f"{where}: {name} is {fields[name]}"


def _content(text: str, where: str) -> Iterator[str]:
    """Harmless HTML that means the same wherever it is read."""
    if DISCOURAGED.search(text):
        yield f"{where}: a control character"
    for element in html.fragment_fromstring(text, create_parent="div").iterdescendants():
        if element.tag not in ELEMENTS:
            yield f"{where}: <{element.tag}>"
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES:
                yield f"{where}: {name} on <{element.tag}>"
            if name in {"href", "src", "cite"} and not _is_absolute(value):
                yield f"{where}: {name} is {value}"
            if name == "srcset":
                sources = [source.split()[0] for source in value.split(",")]
                yield from (f"{where}: srcset has {s}" for s in sources if not _is_absolute(s))


def _is_absolute(url: str) -> bool:
    return bool(WEB_ADDRESS.fullmatch(url) or re.fullmatch(r"(?:mailto|tel):\S+", url))


def _is_plausible(moment: str) -> bool:
    """RFC 3339, and not so long ago that the validator takes it for a mistake."""
    return bool(RFC_3339.fullmatch(moment)) and datetime.fromisoformat(moment).year >= 1990

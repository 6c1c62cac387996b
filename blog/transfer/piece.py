"""What one Markdown file says about a post or page, before anything is looked up or stored."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from blog.errors import Refused
from blog.languages import is_tag
from blog.transfer import works
from blog.transfer.header import Header
from blog.transfer.works import Named

GIVES_AWAY: Final = "This piece gives things away."

# What a feed may carry as an id: an absolute URI (RFC 3986) in ASCII; one of the kinds that have a
# shape has that shape (tag: in RFC 4151, urn: in RFC 8141).
_IN_URI: Final = r"(?:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_ENTRY_ID: Final = re.compile(
    rf"""(?:
        tag:[A-Za-z0-9.@_-]+,\d{{4}}(?:-\d\d){{0,2}}:{_IN_URI}*
        | urn:[A-Za-z0-9][A-Za-z0-9-]{{1,31}}:{_IN_URI}+
        | https?://[A-Za-z0-9\[]{_IN_URI}*
        | (?!tag:|urn:|https?:)[a-z][a-z0-9+.-]*:{_IN_URI}+
    )(?:\#{_IN_URI}*)?""",
    re.VERBOSE,
)
_FIRST_HEADING: Final = re.compile(r"#[ \t]+(.+?)[ \t#]*(?:\n+|\Z)")


@dataclass(frozen=True, kw_only=True)
class Cover:
    """`reference` is a path from the file that names it."""

    reference: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change that readers were told of; the note may be empty."""

    made_at: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A draft when `published_at` is None. `themes` are slugs or titles, as written. `extra` keeps
    what nothing here knows, of `work` too.
    """

    kind: str
    title: str
    source: str
    slug: str
    lang: str
    title_lang: str
    summary: str
    spoiler_notice: str
    tags: tuple[str, ...]
    themes: tuple[str, ...]
    cover: Cover | None
    published_at: datetime | None
    updated_at: datetime | None
    withdrawn_at: datetime | None
    changes: tuple[Told, ...]
    aliases: tuple[str, ...]
    works: tuple[Named, ...]
    extra: dict[str, Any]


def read(header: Header, source: str, *, stem: str, zone: str, lang: str) -> Piece:
    """The piece in a file called `stem`; the rest of the header is kept in `extra`.

    A file without a title has that of its first heading, or its own name.

    :raises Refused: with the key and what would be right.
    """
    title, source = _title(header, source, stem)
    is_draft = header.flag("draft") or not header.flag("published", default=True)
    published_at = header.moment("date", zone=zone)
    named, unknown = works.read(header)
    return Piece(
        kind=_kind(header),
        title=title,
        source=source,
        slug=header.text("slug"),
        lang=_language(header, "lang") or lang,
        title_lang=_language(header, "title_lang"),
        summary=header.text("summary"),
        spoiler_notice=_spoilers(header),
        tags=header.texts("tags", separator=","),
        themes=header.texts("themes"),
        cover=cover(header),
        published_at=None if is_draft else published_at,
        updated_at=header.moment("updated", zone=zone),
        withdrawn_at=header.moment("withdrawn", zone=zone),
        changes=tuple(_told(each, zone=zone) for each in header.parts("changes")),
        aliases=tuple(_alias(text) for text in header.texts("aliases")),
        works=named,
        extra=header.rest() | ({"work": unknown} if unknown else {}),
    )


def entry_id(header: Header) -> str:
    """The entry id that the file brings along, or nothing.

    :raises Refused: when no feed could carry it.
    """
    text = header.text("id")
    if text and (len(text) > 300 or not _ENTRY_ID.fullmatch(text)):
        raise Refused(
            "bad_front_matter",
            f"`id` is “{text:.60}”; it should be a URI like tag:example.org,2026:1.",
        )
    return text


def cover(header: Header) -> Cover | None:
    """A path, or `picture`, `alt` and `caption`."""
    value = header.take("cover")
    if isinstance(value, dict):
        parts = Header(value)
        reference = parts.text("picture")
        found = Cover(reference=reference, alt=parts.text("alt"), caption=parts.text("caption"))
        return found if reference else None
    if value is None or value == "":
        return None
    return Cover(reference=Header({"cover": value}).text("cover"))


def _title(header: Header, source: str, stem: str) -> tuple[str, str]:
    title, subtitle = header.take("title"), header.text("subtitle")
    if title is None:
        heading = _FIRST_HEADING.match(source)
        title = heading[1] if heading else " ".join(re.split(r"[-_\s]+", stem))
        source = source[heading.end() :] if heading else source
    text = Header({"title": title}).text("title")
    return (f"{text} — {subtitle}" if subtitle and subtitle not in text else text), source


def _kind(header: Header) -> str:
    kind = header.text("kind") or "post"
    if kind not in {"post", "page"}:
        raise Refused("bad_front_matter", f"`kind` is “{kind:.60}”; it should be post or page.")
    return kind


def _told(part: Header, *, zone: str) -> Told:
    made_at = part.moment("date", zone=zone)
    if made_at is None:
        raise Refused("bad_front_matter", "A line of `changes` does not say its `date`.")
    return Told(made_at=made_at, note=part.text("note"))


def _language(header: Header, key: str) -> str:
    lang = header.text(key)
    if lang and not is_tag(lang):
        raise Refused(
            "bad_front_matter",
            f"`{key}` is “{lang:.60}”; it should be a language tag like en-GB or ja.",
        )
    return lang


def _spoilers(header: Header) -> str:
    value = header.take("spoilers")
    if isinstance(value, bool) or value is None:
        return GIVES_AWAY if value else ""
    return Header({"spoilers": value}).text("spoilers")


def _alias(text: str) -> str:
    """A path on this site, decoded; of a whole address its path."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise Refused("bad_front_matter", f"`aliases` holds “{text:.60}”, no address.") from error
    if parts.query:
        raise Refused(
            "bad_front_matter",
            f"`aliases` holds “{text:.60}”; an address with a question mark cannot be kept.",
        )
    path = "/" + unquote(parts.path).lstrip("/")
    if path == "/" or len(path) > 1000:
        raise Refused("bad_front_matter", f"`aliases` holds “{text:.60}”, not the path of a piece.")
    return path

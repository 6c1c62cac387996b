"""Ids and links of works, as other places write them. Nothing is looked up there. Pure.

A whole address, pasted from the place itself, is taken for the id in it.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from blog.errors import Refused
from blog.works.fields import LinkText

MOST_LINKS, MOST_URL, MOST_LABEL = 20, 1000, 200

_WIKIDATA: Final = re.compile(
    r"(?:https?://(?:www\.)?wikidata\.org/\S*?)?\b(?P<id>[Qq][1-9]\d{0,14})"
)
_IMDB: Final = re.compile(r"(?:https?://(?:\w+\.)?imdb\.com/\S*?)?\b(?P<id>tt\d{7,10})\b/?\S*")
_TMDB: Final = re.compile(
    r"(?:https?://(?:www\.)?themoviedb\.org/(?:[a-z-]+/)?)?(?P<id>(?:movie|tv)/[1-9]\d{0,9})\S*"
)
_ISBN_SIGNS: Final = re.compile(r"[\s\u2010-\u2015-]|^ISBN(?:-1[03])?:?", re.IGNORECASE)


def wikidata(text: str) -> str:
    """ "Q42". :raises Refused: "bad_id"."""
    return _id(
        _WIKIDATA, text, "wikidata", "A Wikidata id is a Q with a number, like Q1201"
    ).upper()


def imdb(text: str) -> str:
    """ "tt0081846". :raises Refused: "bad_id"."""
    return _id(_IMDB, text, "imdb", "An IMDb id is tt with seven digits or more, like tt0081846")


def tmdb(text: str) -> str:
    """ "movie/843". :raises Refused: "bad_id"."""
    return _id(_TMDB, text, "tmdb", "A TMDB id is movie/ or tv/ with a number, like movie/843")


def isbn(text: str) -> str:
    """Ten or thirteen digits without hyphens. :raises Refused: "bad_id"."""
    bare = _ISBN_SIGNS.sub("", text.strip()).upper()
    if bare and not (_is_isbn10(bare) or _is_isbn13(bare)):
        raise Refused(
            "bad_id",
            f"“{text.strip():.60}” is no ISBN: it has ten or thirteen digits, and the last of them "
            "fits the others. Look at the back of the book once more.",
            {"field": "isbn"},
        )
    return bare


def links(typed: tuple[LinkText, ...]) -> list[dict[str, str]]:
    """Ready for JSON. :raises Refused: "bad_link", "too_many_links" or "too_long"."""
    kept = [
        LinkText(url=each.url.strip(), label=" ".join(each.label.split()))
        for each in typed
        if each.url.strip()
    ]
    if len(kept) > MOST_LINKS:
        raise Refused(
            "too_many_links",
            f"These are {len(kept)} links; at most {MOST_LINKS} fit one work.",
            {"field": "links"},
        )
    for link in kept:
        if len(link.url) > MOST_URL or len(link.label) > MOST_LABEL:
            raise Refused("too_long", f"“{link.url:.60}…” is too long.", {"field": "links"})
        if not _is_on_the_web(link.url):
            raise Refused(
                "bad_link",
                f"“{link.url:.60}” is no address on the web; it should start with https://.",
                {"field": "links"},
            )
    return [{"url": link.url, "label": link.label} for link in kept]


def _id(pattern: re.Pattern[str], text: str, field: str, right: str) -> str:
    bare = text.strip()
    if not bare:
        return ""
    found = pattern.fullmatch(bare)
    if found is None:
        raise Refused("bad_id", f"“{bare:.60}” is none. {right}.", {"field": field})
    return found["id"]


def _is_isbn10(bare: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", bare):
        return False
    values = [10 if sign == "X" else int(sign) for sign in bare]
    return (
        sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11
        == 0
    )


def _is_isbn13(bare: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", bare):
        return False
    return sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(bare)) % 10 == 0


def _is_on_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)

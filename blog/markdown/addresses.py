"""Addresses: which are allowed, how they are written, and what they are relative to.

The last word is policy.py's, which asks `is_allowed` too; this module knows nothing of tags.
"""

import re
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from markdown_it.common.normalize_url import normalizeLink

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE: Final = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]"
)
_OTHER_HOST: Final = re.compile(r"[/\\]{2}")


def is_allowed(address: str) -> bool:
    """Whether it is relative, or of an allowed scheme, also after what browsers overlook is taken
    out.
    """
    seen = _INVISIBLE.sub("", address)
    scheme = _SCHEME.match(seen)
    if scheme:
        return scheme[1].lower() in SCHEMES
    # A colon in the first part of a path is a scheme to somebody.
    return ":" not in re.split(r"[/?#\\]", seen, maxsplit=1)[0]


def names_other_host(address: str) -> bool:
    """Whether it is written `//host`, in any of the ways a browser reads so."""
    return bool(_OTHER_HOST.match(_INVISIBLE.sub("", address)))


def normalise(address: str) -> str:
    """As it goes on the wire: percent-encoded, the host in ASCII, and `//host` made
    `https://host`.
    """
    try:
        written = normalizeLink(address.strip())
    except ValueError:
        return ""
    if names_other_host(written):
        written = "https://" + written.lstrip("/\\")
    return written


def absolute(address: str, permalink: str) -> str:
    """The address as seen from anywhere: fragments and relative paths start from the page."""
    try:
        return urljoin(permalink, address)
    except ValueError:
        return ""


def fragment(identifier: str, permalink: str) -> str:
    """The address of a place on the page."""
    return f"{permalink}#{quote(identifier)}"


def is_elsewhere(address: str, permalink: str) -> bool:
    """Whether fetching it would ask another host than the page's own."""
    try:
        target, own = urlsplit(absolute(address, permalink)), urlsplit(permalink)
    except ValueError:
        return True
    return (target.scheme, target.netloc) != (own.scheme, own.netloc)


def spellings(reference: str) -> tuple[str, str]:
    """A reference as written and percent-decoded, in the order they are looked up."""
    return reference, unquote(reference)

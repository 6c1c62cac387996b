"""Addresses as people type and paste them, and as they are kept. Pure.

A path is kept decoded, from its first slash on, with the query that belongs to it: old blogs had
addresses such as `/?p=12`. A target is kept as it goes out, percent-encoded.
"""

from typing import Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

from blog import slugs
from blog.characters import legal
from blog.errors import Refused

MOST_PATH: Final = 1000
MOST_TARGET: Final = 2000
# What quote() leaves alone: the signs that have a meaning in an address, and escapes.
_MEANT: Final = "/%:@!$&'()*+,;=~?"


def path_of(typed: str) -> str:
    """`/2019/05/snow/?p=1` of that, of `2019/05/snow/?p=1`, and of a whole address with it.

    :raises Refused: "not_a_path" or "too_long", beside the field `path`.
    """
    address = _tidy(typed, field="path", most=MOST_PATH)
    parts = _split(address)
    if not address or parts is None or parts.scheme not in ("", "http", "https"):
        raise Refused(
            "not_a_path",
            f"“{address}” is not the address of a page. Write it like /2019/05/first-snow/.",
            {"field": "path"},
        )
    path = unquote(parts.path)
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{'' if path.startswith('/') else '/'}{path}{query}"


def target_of(typed: str, *, site_url: str) -> str:
    """A path here, or a whole address elsewhere.

    :raises Refused: "not_a_target" or "too_long", beside the field `target`.
    """
    address = _tidy(typed, field="target", most=MOST_TARGET)
    if address.startswith(f"{site_url}/"):
        address = address.removeprefix(site_url)
    if not _is_target(address):
        raise Refused(
            "not_a_target",
            f"“{address}” leads nowhere. Write a path here, like /posts/first-snow/, "
            "or a whole address that begins with https://.",
            {"field": "target"},
        )
    head, mark, fragment = address.partition("#")
    head = outward(path_of(head)) if is_here(head) else quote(head, safe=_MEANT)
    return f"{head}{mark}{quote(fragment, safe=_MEANT)}"


def outward(path: str) -> str:
    """A path that is kept, as a target says it."""
    return quote(path, safe=_MEANT.replace("%", ""))


def forms(path: str) -> set[str]:
    """How the same path may have been kept: with and without a slash at its end, or folded."""
    bare, mark, query = path.partition("?")
    bare = bare.rstrip("/")
    ends = [f"{form}{end}" for form in (bare, slugs.canonical(bare)) for end in ("", "/")]
    return {f"{each}{mark}{query}" for each in ends}


def is_here(target: str) -> bool:
    return target.startswith("/")


def _is_target(address: str) -> bool:
    if address.startswith("/"):
        return not address.startswith(("//", "/\\"))
    parts = _split(address)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _tidy(typed: str, *, field: str, most: int) -> str:
    text = " ".join(legal(typed).split())
    if len(text) > most:
        raise Refused("too_long", f"An address has at most {most} characters.", {"field": field})
    return text

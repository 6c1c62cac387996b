"""Addresses made from titles, in any script.

A slug keeps every letter, number and mark of its script, and is percent-encoded only on the wire.
"""

import unicodedata
from collections.abc import Callable

MAX_LENGTH = 80


def slugify(title: str, *, fallback: str = "") -> str:
    """`Movie Review: 慢车到雪岭!` → `movie-review-慢车到雪岭`; `fallback` when nothing is left.

    NFKC, then case folding, then NFC, so that equal-looking titles give equal slugs. Marks are
    kept because Thai and Devanagari vowels are marks. Apostrophes vanish rather than divide.
    """
    kept = "".join(
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in canonical(title)
        if character not in "'’ʼ"
    )
    return _cut("-".join(kept.split())) or fallback


def canonical(slug: str) -> str:
    """The stored form of a slug that arrives in another: in capitals, full-width or decomposed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", slug).casefold())


def free(wanted: str, *, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken."""
    candidate, number = wanted, 2
    while is_taken(candidate):
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def fold(name: str) -> str:
    """What makes two names the same name: NFKC, case folding, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _cut(slug: str) -> str:
    if len(slug) <= MAX_LENGTH:
        return slug
    head = slug[: MAX_LENGTH + 1]
    at_hyphen, _, _ = head.rpartition("-")
    return at_hyphen or slug[:MAX_LENGTH]

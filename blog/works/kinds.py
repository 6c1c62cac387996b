"""What the kinds of works are called on the screen."""

from collections.abc import Mapping
from typing import Final

_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "film": ("Film", "Films"),
    "series": ("Series", "Series"),
    "book": ("Book", "Books"),
    "album": ("Album", "Albums"),
    "game": ("Game", "Games"),
    "place": ("Place", "Places"),
    "other": ("Work", "Other works"),
}


def kind_name(kind: str) -> str:
    """One of them: "Film"."""
    return _NAMES[kind][0]


def kinds_name(kind: str) -> str:
    """All of them: "Films"."""
    return _NAMES[kind][1]

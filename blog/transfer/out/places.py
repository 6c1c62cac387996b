"""Where files lie in an export. Pure.

A text is never changed on its way out, so its file is put where its own references to pictures lead
to the right ones: beside the others, or, where another file lies in the way, in a folder of its
own that is deep enough for all of them.
"""

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

MEDIA: Final = "media"
# What a file system takes: 255 bytes for a name, and some want to add to it.
_MOST_BYTES: Final = 180


@dataclass(frozen=True)
class Place:
    """The path of a text, and the pictures (ids) that have to lie at the paths that it means."""

    path: str
    pictures: Mapping[str, int]


@dataclass
class Places:
    """What is given away already: each path with the picture that lies there (None: a text).

    On some disks capitals and the forms of é are all the same, so they are here.
    """

    _taken: dict[str, int | None] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def of_text(self, folder: str, name: str, references: Mapping[str, int]) -> Place:
        """A place for a text that means these pictures by these references."""
        tried = (_at(path, references) for path in _candidates(folder, cut(name), references))
        place = next(place for place in tried if self._is_free(place))
        self._take(place)
        return place

    def _is_free(self, place: Place) -> bool:
        own = _key(place.path)
        fits = (
            self._fits(path, picture_id) and _key(path) != own
            for path, picture_id in place.pictures.items()
        )
        return self._fits(place.path, None) and all(fits)

    def _fits(self, path: str, picture_id: int | None) -> bool:
        key = _key(path)
        if path.startswith("../") or key.startswith(f"{MEDIA}/") or key in self._folders:
            return False
        if any(parent in self._taken for parent in _parents(key)):
            return False
        return key not in self._taken or (picture_id is not None and self._taken[key] == picture_id)

    def _take(self, place: Place) -> None:
        for path, picture_id in {**place.pictures, place.path: None}.items():
            key = _key(path)
            self._taken.setdefault(key, picture_id)
            self._folders.update(_parents(key))


def cut(name: str) -> str:
    """A name that every disk takes."""
    return name.encode()[:_MOST_BYTES].decode(errors="ignore")


def from_text(path: str, *, text: str) -> str:
    """The reference that means `path` in the file `text`."""
    return posixpath.relpath(path, posixpath.dirname(text))


def _at(path: str, references: Mapping[str, int]) -> Place:
    return Place(path, {_meant(each, path): id_ for each, id_ in references.items()})


def _candidates(folder: str, name: str, references: Mapping[str, int]) -> Iterator[str]:
    yield f"{folder}/{name}.md"
    climbs = (_meant(each, "x.md").split("/").count("..") for each in references)
    steps = "in/" * max(climbs, default=0)
    number = 1
    while True:
        own = name if number == 1 else f"{name}-{number}"
        yield f"{folder}/{own}/{steps}{name}.md"
        number += 1


def _meant(reference: str, text: str) -> str:
    """The path that a reference in the file `text` leads to, from the root of the export."""
    path = unicodedata.normalize("NFC", unquote(urlsplit(reference).path))
    return posixpath.normpath(posixpath.join(posixpath.dirname(text), path))


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _parents(key: str) -> Iterator[str]:
    while (key := posixpath.dirname(key)) not in ("", ".."):
        yield key

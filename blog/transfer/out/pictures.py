"""The pictures of an export: each where a text means it, else at its own address.

What is written down here for all of them, by the paths at which they lie, is what the library
knows: what a picture was called, and its words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from blog.db import session
from blog.media import queries
from blog.media.models import Picture
from blog.transfer.out import places
from blog.transfer.out.documents import present, table
from blog.transfer.out.places import MEDIA, Places

TABLE: Final = "pictures.yaml"


@dataclass
class Pictures:
    """Those asked for so far: `at` holds, by the path in the export, the path of each below the
    media folder. `stored` are these paths of the whole library, by id.
    """

    stored: Mapping[int, str]
    at: dict[str, str] = field(default_factory=dict)
    _places: Places = field(default_factory=Places)
    _first: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = frozenset(self.stored.values())

    def place_text(self, folder: str, name: str, means: Mapping[str, int]) -> str:
        """The path of a text that means these pictures (ids) by its references; they lie where it
        looks for them.
        """
        place = self._places.of_text(folder, name, means)
        for path, picture_id in place.pictures.items():
            self._put(path, self.stored[picture_id])
        return place.path

    def note_named_in(self, source: str) -> None:
        """A text that names pictures by their addresses finds them there, from the root on."""
        for path in sorted(queries.paths_in(source) & self._known):
            self._put(f"{MEDIA}/{path}", path)

    def cover(
        self, picture_id: int | None, alt: str, caption: str, *, text: str
    ) -> str | dict[str, Any]:
        """As front matter says it."""
        stored = self.stored.get(picture_id) if picture_id else None
        if stored is None:
            return ""
        reference = places.from_text(self._anywhere(stored), text=text)
        return present({"picture": reference, "alt": alt, "caption": caption})

    def whole_library(self) -> Iterator[tuple[str, Picture]]:
        """Every picture with the first path at which it lies; also those that no text shows."""
        for picture in session().scalars(select(Picture).order_by(Picture.path)):
            yield self._anywhere(picture.path), picture

    def _anywhere(self, stored: str) -> str:
        if stored not in self._first:
            self._put(f"{MEDIA}/{stored}", stored)
        return self._first[stored]

    def _put(self, path: str, stored: str) -> None:
        self.at[path] = stored
        self._first.setdefault(stored, path)


def of_the_library() -> Pictures:
    return Pictures(
        {row.id: row.path for row in session().execute(select(Picture.id, Picture.path))}
    )


def described(library: Iterator[tuple[str, Picture]]) -> bytes:
    """What is told of each picture."""
    return table(
        {path: present({"name": picture.name, "alt": picture.alt}) for path, picture in library}
    )

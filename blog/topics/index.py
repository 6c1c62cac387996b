"""The index of tags: under letters, in any script. Inversions (`windows, lit`) are typed as such.

Pure functions over names: no database, no HTML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blog import alphabet
from blog.topics.queries import Indexed


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands under one letter; nothing, where the alphabet only needs the letter."""

    letter: str
    tags: Sequence[Indexed]

    @property
    def anchor(self) -> str:
        return alphabet.anchor_of(self.letter)


def arrange(tags: Iterable[Indexed]) -> list[Section]:
    """The sections of the index: numbers and Latin letters first, then every other script."""
    under: dict[str, list[Indexed]] = {}
    for tag in sorted(tags, key=lambda tag: (alphabet.bare(tag.name).casefold(), tag.name)):
        under.setdefault(alphabet.letter_of(tag.name), []).append(tag)
    has_latin = not under.keys().isdisjoint(alphabet.ALPHABET)
    letters = sorted(
        under.keys() | set(alphabet.ALPHABET if has_latin else ""), key=alphabet.place_of
    )
    return [Section(letter=letter, tags=under.get(letter, ())) for letter in letters]

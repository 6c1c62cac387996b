"""The index of tags: under letters, in any script. Inversions (`windows, lit`) are typed as such.

Pure functions over names: no database, no HTML.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from blog.topics.queries import Indexed

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS: Final = "0–9"
OTHERS: Final = "&"
# Scripts with too many letters to stand under each, and the one that heads them all.
_HEADED: Final = {"CJK": "字", "HIRAGANA": "あ", "KATAKANA": "あ", "HANGUL": "가"}


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands under one letter; nothing, where the alphabet only needs the letter."""

    letter: str
    tags: Sequence[Indexed]

    @property
    def anchor(self) -> str:
        return f"i-{ord(self.letter[0]):x}"


def arrange(tags: Iterable[Indexed]) -> list[Section]:
    """The sections of the index: numbers and Latin letters first, then every other script."""
    under: dict[str, list[Indexed]] = {}
    for tag in sorted(tags, key=lambda tag: (_bare(tag.name).casefold(), tag.name)):
        under.setdefault(_letter(tag.name), []).append(tag)
    has_latin = not under.keys().isdisjoint(ALPHABET)
    letters = sorted(
        under.keys() | set(ALPHABET if has_latin else ""),
        key=lambda letter: (letter != DIGITS, letter not in ALPHABET, letter),
    )
    return [Section(letter=letter, tags=under.get(letter, ())) for letter in letters]


def _letter(name: str) -> str:
    first = next((character for character in _bare(name) if character.isalnum()), "")
    if first.isnumeric():
        return DIGITS
    return _HEADED.get(_script(first)) or first.upper()[:1] or OTHERS


def _bare(name: str) -> str:
    """Without accents: É stands under E. Hangul keeps its syllables."""
    apart = unicodedata.normalize("NFKD", name)
    without = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", without)


def _script(character: str) -> str:
    """The first word of the character's name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(character, "").partition(" ")[0] if character else ""

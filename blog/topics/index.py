"""The index of tags: under letters, in any script; a tag of two words is found under either.

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
class Item:
    """A line of the index: what it says, and the tag that it leads to."""

    words: str
    tag: Indexed


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands under one letter; nothing, where the alphabet only needs the letter."""

    letter: str
    items: Sequence[Item]

    @property
    def anchor(self) -> str:
        return f"i-{ord(self.letter[0]):x}"


def arrange(tags: Iterable[Indexed]) -> list[Section]:
    """The sections of the index: numbers and Latin letters first, then every other script."""
    items = [Item(words=words, tag=tag) for tag in tags for words in _entries(tag.name)]
    under: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: (_bare(item.words).casefold(), item.words)):
        under.setdefault(_letter(item.words), []).append(item)
    has_latin = not under.keys().isdisjoint(ALPHABET)
    letters = sorted(
        under.keys() | set(ALPHABET if has_latin else ""),
        key=lambda letter: (letter != DIGITS, letter not in ALPHABET, letter),
    )
    return [Section(letter=letter, items=under.get(letter, ())) for letter in letters]


def _entries(name: str) -> list[str]:
    """`lit windows` also stands as `windows, lit`; a name (`Shen Ruolan`) is left as it is."""
    words = name.split()
    is_plain = len(words) == 2 and all(
        word.isalpha() and word.islower() and _script(word[0]) == "LATIN" for word in words
    )
    if is_plain and _letter(words[0]) != _letter(words[1]):
        return [name, f"{words[1]}, {words[0]}"]
    return [name]


def _letter(words: str) -> str:
    first = next((character for character in _bare(words) if character.isalnum()), "")
    if first.isnumeric():
        return DIGITS
    script = _script(first)
    return _HEADED.get(script) or first.upper()[:1] or OTHERS


def _bare(words: str) -> str:
    """Without accents: É stands under E. Hangul keeps its syllables."""
    apart = unicodedata.normalize("NFKD", words)
    without = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", without)


def _script(character: str) -> str:
    """The first word of the character's name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(character, "").partition(" ")[0] if character else ""

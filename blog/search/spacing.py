"""Text as a row of words to look for: folded, and with spaces where a script writes none.

Pure functions. What is kept for searching and what a reader types go through the same ones, so that
they meet: full-width and half-width forms, capitals, accents, vowel points, ligatures and the
Arabic article make no difference. Where words are not parted by spaces (Chinese, Japanese, Thai,
Lao, Khmer, Burmese), each character is a word, and what a reader types is looked for as a phrase:
one character is enough to be found. Korean is parted by spaces, but particles stick to its words,
so that each of its syllables is a word too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from blog.languages import HAN, HANGUL, KANA

# Stands between two characters that do not belong together, so that no phrase is found across
# them: 雪。国 is not 雪国. It is no letter, and so is never a word of a text.
BREAK: Final = "\u00b6"

_BOPOMOFO: Final = "\u3105-\u312f\u31a0-\u31bf"
_SOUTH_EAST: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e5b\u0e80-\u0eff\u1000-\u109f\u1780-\u17dd\uaa60-\uaa7f"
)
_ALONE: Final = f"{HAN}{KANA}{_BOPOMOFO}{HANGUL}{_SOUTH_EAST}"
# The marks that make が of か, and the parts that make a syllable of hangul, where they come apart.
_VOICED: Final = "[\u3099\u309a\uff9e\uff9f]?"
_JAMO: Final = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"

_is_hangul: Final = re.compile(f"[{HANGUL}]").match
_is_alone: Final = re.compile(f"[{_ALONE}]").match
# Spaces, joiners and what only chooses the shape of the character before it.
_parts_nothing: Final = re.compile(
    "(?:[^\\S\n]|[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef])*"
).fullmatch

# Accents of Latin, Greek and Cyrillic; Hebrew points; Arabic vowels, and the stroke that only
# stretches a word. The vowels of Indic scripts are marks as well, and stay.
_ACCENTS: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]"
)
# Letters that are no letter with an accent to Unicode, and to whoever has no such key.
_PLAIN: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ى": "ي",
        "ة": "ه",
    }
)
# Arabic writes “the”, “and the”, “with the” as the beginning of the word.
_THE: Final = re.compile(
    "^(?:[\u0648\u0641]?(?:\u0628?\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644))+(?=.{3})"
)


def _marks() -> str:
    """Every mark that a word is written with; `\\w` holds none."""
    alone = re.compile(f"[{_ALONE}]")
    every = map(chr, range(0x300, 0xFE30))
    return "".join(
        mark for mark in every if unicodedata.category(mark)[0] == "M" and not alone.match(mark)
    )


_LETTERS: Final = rf"[^\W_{_ALONE}]"
_WORDS: Final = re.compile(
    f"(?P<word>{_LETTERS}+(?:[{_marks()}]+{_LETTERS}*)*)|{_JAMO}|[{_ALONE}]{_VOICED}"
)


class Word(NamedTuple):
    """`text` is what is looked for; it stands for `[start:end]` of the text it was found in."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order, with a `BREAK` where a phrase must not go on."""
    before = None
    for match in _WORDS.finditer(text):
        written, (start, end) = match.group(), match.span()
        is_alone = match.lastgroup is None
        if is_alone and before and _divides(text[before.end() : start], before, written):
            yield Word(BREAK, start, start)
        for word in _folded(written):
            yield Word(word, start, end)
        before = match if is_alone else None


def spaced(text: str) -> str:
    """The same as one line, for a database that knows spaces."""
    return " ".join(word.text for word in words(text))


def fold(text: str) -> str:
    """Letters as they are looked for, with everything between them as it was."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain)).translate(_PLAIN)
    return unicodedata.normalize("NFKC", bare)


def _divides(between: str, before: re.Match[str], after: str) -> bool:
    """Whether two characters that are words of their own belong to different words.

    A space parts Korean words. In the other scripts it is where a line was broken; only punctuation
    and the end of a paragraph part them.
    """
    if not between:
        return False
    is_korean = bool(_is_hangul(after) and _is_hangul(before.group()))
    return is_korean or not _parts_nothing(between)


@lru_cache(maxsize=2**16)
def _folded(written: str) -> tuple[str, ...]:
    """A word as it is looked for: nearly always one, but ½ is two."""
    if written.isascii():
        return (written.lower(),)
    folded = _THE.sub("", fold(written))
    return tuple(
        part
        for match in _WORDS.finditer(folded)
        for part in (tuple(match.group()) if _is_alone(match.group()) else (match.group(),))
    )

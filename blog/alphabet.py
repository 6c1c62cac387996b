"""Names in an index: the letter that each stands under, in any script, and their order.

Pure functions over names.
"""

import re
import unicodedata
from typing import Final

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS: Final = "0–9"
OTHERS: Final = "&"
# Scripts with too many letters to stand under each, and the one that heads them all.
_HEADED: Final = {"CJK": "字", "HIRAGANA": "あ", "KATAKANA": "あ", "HANGUL": "가"}
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\w)")


def letter_of(name: str) -> str:
    first = next((character for character in bare(name) if character.isalnum()), "")
    if first.isnumeric():
        return DIGITS
    return _HEADED.get(_script(first)) or first.upper()[:1] or OTHERS


def place_of(letter: str) -> tuple[bool, bool, str]:
    """What sorts letters: numbers and Latin letters first, then every other script."""
    return letter != DIGITS, letter not in ALPHABET, letter


def anchor_of(letter: str) -> str:
    return f"i-{ord(letter[0]):x}"


def bare(name: str) -> str:
    """Without accents: É stands under E. Hangul keeps its syllables."""
    apart = unicodedata.normalize("NFKD", name)
    without = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", without)


def filed_as(title: str) -> str:
    """`The Salt Ferry` as `S salt ferry`: its letter, and what sorts it among those under it.

    A database can sort by this, byte by byte. English articles do not count.
    """
    return _under_its_letter(_ARTICLE.sub("", _sorted_by(title)))


def filed_name(name: str) -> str:
    """The same for somebody's name: An Seo-yeon is no article."""
    return _under_its_letter(_sorted_by(name))


def _sorted_by(text: str) -> str:
    words = bare(text).casefold()
    start = next((place for place, char in enumerate(words) if char.isalnum()), 0)
    return words[start:]


def _under_its_letter(words: str) -> str:
    return f"{letter_of(words)} {words}"


def _script(character: str) -> str:
    """The first word of the character's name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(character, "").partition(" ")[0] if character else ""

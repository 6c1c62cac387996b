"""Texts as words. Pure: the words joined give the text back, byte for byte.

A word is what a reader would call changed: a run of letters, one Han character or kana, one mark
of punctuation, one line end, a run of spaces. What belongs to the character before it (accents,
variation selectors) never stands alone, so that no mark of a comparison cuts a character in two.
"""

import re
from typing import Final

from blog.languages import HAN, KANA

_ATTACHED: Final = (
    "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
# Everything that is no letter in any script, but the joiners: they hold emoji and Indic letters
# together. What is in none of these classes is taken for a letter, symbols too.
_NO_LETTER: Final = (
    r"\s!-/:-@\[-`{-~\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u200b"
    r"\u200e-\u206f\u2e00-\u2e5d\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb"
    r"\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTERS: Final = rf"[^{_NO_LETTER}{HAN}{KANA}]"
_WORD: Final = re.compile(
    rf"{_LETTERS}+(?:['’]{_LETTERS}+)*|\n|[^\S\n]+|.[{_ATTACHED}]*", re.DOTALL
)
_UNSPACED: Final = re.compile(f"[{HAN}{KANA}]")
_COUNTED: Final = re.compile(rf"[{HAN}{KANA}]|{_LETTERS}*[^\W_]")


def split(text: str) -> list[str]:
    return _WORD.findall(text)


def count(text: str) -> int:
    """How many words a reader would count: no spaces, no punctuation."""
    return sum(1 for word in split(text) if _COUNTED.match(word))


def space_between(left: str, right: str) -> str:
    """What separates two words in the script of the characters where they meet."""
    return "" if _UNSPACED.match(left) and _UNSPACED.match(right) else " "

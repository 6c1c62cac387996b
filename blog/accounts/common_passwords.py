"""Passwords that are tried first: the common ones, what people put around them, and runs of keys.

The list beside this file is for what is left of a password without the digits and signs around it,
so that few words stand for many passwords. Rows of the keyboard need no list.
"""

import gzip
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from blog.slugs import fold

_LIST: Final = Path(__file__).with_name("common_passwords.txt.gz")
# More than a year and a sign around a word is no longer what everybody does.
_MOST_AROUND: Final = 6

# Where each key lies beside the one before, in either direction.
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "qawsedrftgyhujikolp",
    "qwertzuiop",
    "azertyuiop",
    "qsdfghjklm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю.",
)
_NEIGHBOURS: Final = frozenset(
    pair for row in _ROWS for one, two in pairwise(row) for pair in ((one, two), (two, one))
)
# Keys in a run, on average. Of 20,000 random texts of 12 characters 12 have runs of three.
_LEAST_RUN: Final = 4

_SIGNS: Final = str.maketrans("@4301!$57", "aaeoiisst")


def is_common(password: str) -> bool:
    return _is_run(_period(squeezed(password))) or not cores(password).isdisjoint(_known())


def squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def cores(password: str) -> set[str]:
    """What it comes down to without repetition, without what stands around it, and with signs read
    as the letters that they stand for.
    """
    whole = _period(squeezed(password))
    first, last = _ends(whole)
    around = _period(whole[:first] + whole[last:])
    if len(around) > _MOST_AROUND and not _is_run(around):
        return {whole}
    bare = whole[first:last]
    read = (whole, bare, bare.translate(_SIGNS), _bare(whole[:last].translate(_SIGNS)))
    return {_period(each) for each in read}


def _bare(text: str) -> str:
    first, last = _ends(text)
    return text[first:last]


def _ends(text: str) -> tuple[int, int]:
    letters = [at for at, character in enumerate(text) if character.isalpha()]
    return (letters[0], letters[-1] + 1) if letters else (0, 0)


def _period(text: str) -> str:
    """`sun` of `sunsunsun`; what repeats nothing is itself."""
    at = (text + text).find(text, 1)
    return text[:at] if at > 0 else text


def _is_run(text: str) -> bool:
    """Whether a finger goes along the keyboard, or stays on a key, for most of it."""
    breaks = sum(one != two and (one, two) not in _NEIGHBOURS for one, two in pairwise(text))
    return len(text) >= (breaks + 1) * _LEAST_RUN


@cache
def _known() -> frozenset[str]:
    return frozenset(gzip.decompress(_LIST.read_bytes()).decode().split())

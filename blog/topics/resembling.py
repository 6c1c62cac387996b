"""Whether two tags look like one: another spelling, a plural, a slip of the finger. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from blog import slugs

_DIGITS: Final = re.compile(r"\d+")
# One slip among five letters is likely a slip; among four it is likely another word.
_ONE_SLIP, _TWO_SLIPS = 5, 9


def resembling(name: str, known: Iterable[str]) -> str | None:
    """The first known tag that `name` may be meant for. The same tag is none that resembles it."""
    for other in known:
        if slugs.fold(other) != slugs.fold(name) and _are_alike(name, other):
            return other
    return None


def _are_alike(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    left, right = "".join(first), "".join(second)
    if _DIGITS.findall(left) != _DIGITS.findall(right) or not (_has_case(left + right)):
        return False
    shorter = min(len(left), len(right))
    allowed = 2 if shorter >= _TWO_SLIPS else 1 if shorter >= _ONE_SLIP else 0
    return allowed > 0 and _slip_count(left, right, most=allowed) <= allowed


def _words(name: str) -> list[str]:
    """The words without marks, accents and the endings of a plural."""
    plain = unicodedata.normalize("NFKD", slugs.fold(name))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return [_singular(word) for word in re.findall(r"\w+", letters.replace("_", " "))]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def _has_case(text: str) -> bool:
    """Whether it is in an alphabet: a Han character is a word, and another one another word."""
    return text.upper() != text.lower() and all(char < "\u2e80" for char in text)


def _slip_count(one: str, other: str, *, most: int) -> int:
    """Letters added, left out, changed or swapped (optimal string alignment), up to `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, last, row = row, before, [at]
        for place, opposite in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != opposite))
            is_swap = (
                at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == opposite
            )
            row.append(min(cost, last[place - 2] + 1) if is_swap else cost)
        if min(row) > most:
            return most + 1
    return row[-1]

"""Words into lines: which font draws which letter, where a line may end, what fits into how many.

Pure measuring; blog/cards/drawing.py puts the lines into their place.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeAlias

from blog import languages
from blog.cards import fonts
from blog.cards.fonts import Face
from blog.cards.library import Library
from blog.posts import titles

# Widths are measured at this size and grow with it.
_TRIAL: Final = 100
# What no line begins with, and what none ends with.
_NOT_FIRST: Final = frozenset(
    "、。，．：；！？）」』】〉》〕］｝”’…—・·ー々ゝぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST: Final = frozenset("（「『【〈《〔［｛“‘")
_WHITE_BEFORE: Final = _NOT_LAST - frozenset("“‘")
_BREAK_AFTER: Final = frozenset("-‐–—/")
# More marks than any script puts on one letter: what is beyond them only smears.
_MOST_MARKS: Final = 4
_HALVINGS: Final = 12


@dataclass(frozen=True)
class Stretch:
    """What one font draws in one go."""

    text: str
    face: Face
    is_rtl: bool = False


@dataclass(frozen=True)
class Unit:
    """What no line end parts: a word, or one Chinese character, and whether a space follows it."""

    letters: tuple[Stretch, ...]
    is_spaced: bool = False


Line: TypeAlias = list[Stretch]

_SPACE: Final = Stretch(" ", fonts.ROMAN[0])
_MISSING: Final = Stretch("…", fonts.ROMAN[0])


def dress(
    text: str, *, lang: str, second: str, own: tuple[Face, ...], library: Library
) -> list[Stretch] | None:
    """Every letter with the font that draws it; None when there is a letter that none draws.

    A sign that none draws is left out. `second` is as in `titles.runs`.
    """
    letters: list[Stretch] = []
    for run in titles.runs(text, lang=lang, second=second):
        spoken = run.lang or lang
        chain = library.chain(spoken, own=own)
        is_rtl = languages.is_right_to_left(spoken)
        for letter in _letters(run.text):
            face = next((face for face in chain if fonts.has(face, letter)), None)
            if face is not None:
                letters.append(Stretch(letter, face, is_rtl))
            elif any(map(str.isalnum, letter)):
                return None
    return letters


def units(letters: Sequence[Stretch]) -> list[Unit]:
    """The letters parted wherever a line may end."""
    found: list[Unit] = []
    unit: list[Stretch] = []
    for letter in letters:
        if letter.text.isspace():
            if unit:
                found.append(Unit(tuple(unit), is_spaced=True))
            unit = []
            continue
        if unit and _may_part(unit[-1].text[0], letter.text[0]):
            found.append(Unit(tuple(unit)))
            unit = []
        unit.append(letter)
    return [*found, Unit(tuple(unit))] if unit else found


def width(line: Iterable[Stretch], size: float) -> float:
    return sum(
        fonts.at_size(each.face, _TRIAL).getlength(each.text) * size / _TRIAL for each in line
    )


def hanging(line: Line, size: float) -> float:
    """How far the line begins before its margin: half a square of a Chinese bracket is white."""
    return size / 2 if line[0].text[0] in _WHITE_BEFORE else 0


def wrap(words: Sequence[Unit], *, size: float, measure: float, most: int) -> list[Line] | None:
    """Lines of even length, as few as can be; None when a word or the whole is too long."""
    widths = [width(joined(unit.letters), size) for unit in words]
    count = len(_filled(words, widths, size, measure))
    if not words or max(widths) > measure or count > most:
        return None
    narrow, wide = max(widths), measure
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        if len(_filled(words, widths, size, middle)) == count:
            wide = middle
        else:
            narrow = middle
    return [_line(line) for line in _filled(words, widths, size, wide)]


def shorten(words: Sequence[Unit], *, size: float, measure: float, most: int) -> list[Line]:
    """As many words as there is room for, and a mark where some are missing. One that is too long
    for a line is parted anywhere.
    """
    parted = [
        piece
        for unit in words
        for piece in ([unit] if width(joined(unit.letters), size) <= measure else _apart(unit))
    ]
    whole = wrap(parted, size=size, measure=measure, most=most)
    if whole is not None:
        return whole
    fewest, longest = 1, len(parted)
    while fewest < longest:
        middle = (fewest + longest + 1) // 2
        if wrap(_cut(parted, middle), size=size, measure=measure, most=most) is None:
            longest = middle - 1
        else:
            fewest = middle
    return wrap(_cut(parted, fewest), size=size, measure=measure, most=most) or []


def _filled(
    words: Sequence[Unit], widths: Sequence[float], size: float, measure: float
) -> list[list[Unit]]:
    """Lines each filled as far as it goes."""
    space = width([_SPACE], size)
    lines: list[list[Unit]] = []
    room = 0.0
    for unit, wide in zip(words, widths, strict=True):
        if lines and wide <= room:
            lines[-1].append(unit)
        else:
            lines.append([unit])
            room = measure
        room -= wide + space * unit.is_spaced
    return lines


def _line(words: Sequence[Unit]) -> Line:
    letters: list[Stretch] = []
    for unit in words:
        letters += unit.letters
        if unit.is_spaced and unit is not words[-1]:
            letters.append(replace(unit.letters[-1], text=" "))
    return joined(letters)


def joined(letters: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours of one font become one stretch: only there can letters join."""
    return [
        replace(first, text="".join(letter.text for letter in (first, *rest)))
        for _, (first, *rest) in groupby(letters, key=lambda letter: (letter.face, letter.is_rtl))
    ]


def _apart(unit: Unit) -> list[Unit]:
    *others, last = (Unit((letter,)) for letter in unit.letters)
    return [*others, replace(last, is_spaced=unit.is_spaced)]


def _cut(words: Sequence[Unit], count: int) -> list[Unit]:
    *kept, last = words[:count]
    return [*kept, Unit((*last.letters, _MISSING))]


def _letters(text: str) -> Iterator[str]:
    """Each letter with the marks on it, and with what joins it to the next."""
    letter, mark_count = "", 0
    for character in text:
        is_mark = unicodedata.category(character)[0] == "M"
        mark_count = mark_count + 1 if is_mark else 0
        if letter and (is_mark or fonts.is_unseen(character)):
            letter += character if mark_count <= _MOST_MARKS else ""
        else:
            if letter:
                yield letter
            letter = character
    if letter:
        yield letter


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two neighbours with no space between them."""
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    if before in _BREAK_AFTER:
        return after.isalpha()
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    """Whether it is a character of Chinese or Japanese: Korean has words."""
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return is_wide and languages.runs(character, lang="ko") != [languages.Run(character, None)]

"""The place in a text that says why it was found: a few lines of the original, with marks. Pure.

The text has been searched folded; what is shown and marked is what its author wrote.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blog.languages import cjk_character_count
from blog.search.query import Term
from blog.search.spacing import BREAK, Word, fold, words

WIDTH: Final = 200
_BEFORE: Final = 40
_LONGEST_WORD: Final = 30
# Further into a text than this nothing is looked for: a match there is found, and not shown.
_MOST_READ: Final = 200_000


@dataclass(frozen=True)
class Stretch:
    """A part of a line; `is_match`: it is what was looked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    term: int


def snippet(text: str, terms: Sequence[Term]) -> tuple[Stretch, ...]:
    """About `WIDTH` characters around the matches that stand closest; () where there is none.

    A Chinese, Japanese or Korean character counts twice.
    """
    text = text[:_MOST_READ]
    matches = _matches(text, terms)
    if not matches:
        return ()
    width = WIDTH // (2 if _is_wide(text, matches[0].start) else 1)
    first = _best(matches, width)
    start, end = _cut(text, first, width)
    shown = [match for match in matches if start <= match.start and match.end <= end]
    return _stretches(text, start, end, shown)


def marked(text: str, terms: Sequence[Term]) -> tuple[Stretch, ...]:
    """The whole of a short text with its matches; () where there is none."""
    matches = _matches(text, terms)
    return _stretches(text, 0, len(text), matches) if matches else ()


def _matches(text: str, terms: Sequence[Term]) -> list[_Match]:
    """In the order of the text; of two that overlap, the first and the longer."""
    matches: list[_Match] = []
    start = 0
    for line in text.splitlines(keepends=True):
        matches += _in_line(line, start, terms)
        start += len(line)
    apart: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
    return apart


def _in_line(line: str, start: int, terms: Sequence[Term]) -> Iterator[_Match]:
    """A line is taken apart only when its letters are there: that takes a tenth of the time."""
    folded = fold(line)
    wanted = [
        (number, phrase.split(), term.is_beginning)
        for number, term in enumerate(terms)
        for phrase in term.phrases
        if all(word in folded for word in phrase.split() if word != BREAK)
    ]
    if not wanted:
        return
    found = list(words(line))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(found):
        places.setdefault(word.text, []).append(place)
    for number, phrase, is_beginning in wanted:
        for place in _starts(places, phrase, is_beginning=is_beginning):
            said = found[place : place + len(phrase)]
            if _says(said, phrase, is_beginning=is_beginning):
                yield _Match(start + said[0].start, start + said[-1].end, number)


def _starts(places: dict[str, list[int]], phrase: list[str], *, is_beginning: bool) -> list[int]:
    if is_beginning and len(phrase) == 1:
        return [place for word in places if word.startswith(phrase[0]) for place in places[word]]
    return places.get(phrase[0], [])


def _says(found: Sequence[Word], phrase: list[str], *, is_beginning: bool) -> bool:
    said = [word.text for word in found]
    if is_beginning and len(said) == len(phrase):
        return said[:-1] == phrase[:-1] and said[-1].startswith(phrase[-1])
    return said == phrase


def _best(matches: Sequence[_Match], width: int) -> _Match:
    """Where most of the terms stand together, then most matches; the first such place."""
    starts = [match.start for match in matches]

    def weight(place: int) -> tuple[int, int]:
        end = bisect_left(starts, starts[place] + width - _BEFORE)
        return len({match.term for match in matches[place:end]}), end - place

    return matches[max(range(len(matches)), key=lambda place: (*weight(place), -place))]


def _cut(text: str, match: _Match, width: int) -> tuple[int, int]:
    """From the beginning of a word to the end of one, with the match whole."""
    start = max(0, match.start - _BEFORE)
    end = max(start + width, match.end)
    first = max(0, start - _LONGEST_WORD)
    around = list(words(text[first : end + _LONGEST_WORD]))
    if start:
        starts = (first + word.start for word in around[1:] if first + word.start >= start)
        start = min(next(starts, match.start), match.start)
    if end < len(text):
        end = max((first + word.end for word in around if first + word.end <= end), default=end)
    return start, min(len(text), max(end, match.end))


def _stretches(text: str, start: int, end: int, matches: Sequence[_Match]) -> tuple[Stretch, ...]:
    stretches, done = [], start
    for match in matches:
        stretches += [Stretch(_line(text[done : match.start]))]
        stretches += [Stretch(_line(text[match.start : match.end]), is_match=True)]
        done = match.end
    stretches.append(Stretch(_line(text[done:end])))
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return tuple(
        stretch for stretch in (Stretch(before), *stretches, Stretch(after)) if stretch.text
    )


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _is_wide(text: str, place: int) -> bool:
    around = text[max(0, place - WIDTH) : place + WIDTH]
    return cjk_character_count(around) * 2 > len(around)

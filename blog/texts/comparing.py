"""What changed between two texts, word by word, as a page can show it. Pure.

Nothing is left out and nothing made up: what is the same with what was taken away is the old text,
with what was added the new one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from blog.texts import alignment, words

_PARAGRAPHS = re.compile(r"(\n(?:[^\S\n]*\n)+)")
_SHOWN_SPACES = str.maketrans({" ": "␣", "\t": "⇥", "\n": "↵\n"})


class Kind(StrEnum):
    """OPEN is a place in a merge that is still to be chosen; the run's text is its key."""

    SAME = "same"
    TAKEN = "del"
    ADDED = "ins"
    OPEN = "open"


@dataclass(frozen=True)
class Run:
    kind: Kind
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph in which something changed."""

    runs: Sequence[Run]

    @property
    def is_all_added(self) -> bool:
        return all(run.kind is Kind.ADDED for run in self.runs)

    @property
    def is_all_taken(self) -> bool:
        return all(run.kind is Kind.TAKEN for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class Unchanged:
    """A stretch of paragraphs that are the same in both."""

    paragraph_count: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`title` are the runs of the two titles. Words are counted as a reader would."""

    title: Sequence[Run]
    parts: Sequence[Paragraph | Unchanged]
    added_count: int
    taken_count: int

    @property
    def is_same(self) -> bool:
        return not any(isinstance(part, Paragraph) for part in self.parts) and all(
            run.kind is Kind.SAME for run in self.title
        )


def compare(old: str, new: str, *, old_title: str = "", new_title: str = "") -> Comparison:
    found = runs(old, new)
    titles = runs(old_title, new_title)
    return Comparison(
        title=titles,
        parts=parts(found),
        added_count=_count([*titles, *found], Kind.ADDED),
        taken_count=_count([*titles, *found], Kind.TAKEN),
    )


def runs(old: str, new: str) -> list[Run]:
    """Both texts in one: in each place what was taken away comes before what was added."""
    left, right = words.split(old), words.split(new)
    found: list[Run] = []
    for block in alignment.blocks(left, right):
        taken, added = "".join(left[block.old]), "".join(right[block.new])
        if block.is_same:
            found.append(Run(Kind.SAME, taken))
        else:
            found += [Run(Kind.TAKEN, taken)] if taken else []
            found += [Run(Kind.ADDED, added)] if added else []
    return found


def parts(found: Iterable[Run]) -> list[Paragraph | Unchanged]:
    """The paragraphs in which something changed, and how many lie between them."""
    folded: list[Paragraph | Unchanged] = []
    for differs, stretch in groupby(_paragraphs(found), key=_is_changed):
        if differs:
            folded += [Paragraph(runs=paragraph) for paragraph in stretch]
        else:
            folded.append(Unchanged(paragraph_count=len(list(stretch))))
    return folded


def _is_changed(paragraph: Sequence[Run]) -> bool:
    return any(run.kind is not Kind.SAME for run in paragraph)


def _count(found: Iterable[Run], kind: Kind) -> int:
    return sum(words.count(run.text) for run in found if run.kind is kind)


def _paragraphs(found: Iterable[Run]) -> list[list[Run]]:
    """The runs cut at blank lines. A change of nothing but space cuts nothing: it is shown."""
    cut: list[list[Run]] = [[]]
    for run in found:
        if run.kind is Kind.OPEN:
            cut[-1].append(run)
            continue
        if run.kind is not Kind.SAME and run.text.isspace():
            cut[-1].append(Run(run.kind, _spaces(run.text)))
            continue
        for place, text in enumerate(_PARAGRAPHS.split(run.text)):
            if place % 2:
                cut.append([])
            elif text:
                cut[-1].append(Run(run.kind, text))
    return [paragraph for paragraph in cut if paragraph]


def _spaces(text: str) -> str:
    """Spaces that can be seen: a blank line is a paragraph mark."""
    return _PARAGRAPHS.sub("¶", text).translate(_SHOWN_SPACES)

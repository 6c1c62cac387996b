"""Two texts that go back to one, made into one again, word by word. Pure.

What only one side changed is taken over. Where both changed the same place, or places with nothing
but spaces between them, the writer chooses between their sentences. Without the text that both go
back to, every difference is a choice. Nothing that either side typed is left out unasked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby

from blog.texts import alignment, subsequence, words


class Origin(StrEnum):
    """Who changed a segment. CHOICE: both did, and not alike."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    CHOICE = "choice"


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the merged text, as each side has it.

    `key` names a choice by what there is to choose from, so that it still means the same when the
    merge is worked out again. `joint` goes between the two where both are kept.
    """

    origin: Origin
    mine: str
    theirs: str
    key: str = ""
    joint: str = ""

    def text(self, choice: Choice = Choice.BOTH) -> str:
        match self.origin, choice:
            case (Origin.MINE, _) | (Origin.CHOICE, Choice.MINE):
                return self.mine
            case Origin.CHOICE, Choice.BOTH:
                return f"{self.mine}{self.joint}{self.theirs}"
            case _:
                return self.theirs


@dataclass(frozen=True)
class _Change:
    """`words` stand where the base has `start` to `stop`."""

    start: int
    stop: int
    words: Sequence[str]
    is_mine: bool


def merge(mine: str, theirs: str, *, base: str | None) -> list[Segment]:
    """`base` is the text that both go back to, None when that is not known."""
    if base is None:
        return _named(_choices(words.split(mine), words.split(theirs)))
    old = words.split(base)
    changes = sorted(
        [
            *_changes(old, words.split(mine), is_mine=True),
            *_changes(old, words.split(theirs), is_mine=False),
        ],
        key=lambda change: (change.start, change.stop),
    )
    segments: list[Segment] = []
    done = 0
    for group in _groups(changes, old):
        segments += _same(old[done : group[0].start])
        segments += _settled(group, old)
        done = max(change.stop for change in group)
    return _named([*segments, *_same(old[done:])])


def text(segments: Iterable[Segment], choices: Mapping[str, Choice]) -> str:
    """The merged text. Where no choice was made, both stand one after the other."""
    return "".join(segment.text(choices.get(segment.key, Choice.BOTH)) for segment in segments)


def _changes(old: Sequence[str], new: Sequence[str], *, is_mine: bool) -> Iterator[_Change]:
    for block in alignment.blocks(old, new):
        if not block.is_same:
            yield _Change(block.old.start, block.old.stop, new[block.new], is_mine)


def _groups(changes: Iterable[_Change], old: Sequence[str]) -> list[list[_Change]]:
    """Changes that overlap, or that two sides made with nothing but spaces in between."""
    groups: list[list[_Change]] = []
    stop = 0
    for change in changes:
        between = old[stop : change.start]
        is_beside = bool(groups) and all(word.isspace() and word != "\n" for word in between)
        if is_beside and (change.start < stop or _is_other_side(change, groups[-1])):
            groups[-1].append(change)
        else:
            groups.append([change])
        stop = max(stop, change.stop)
    return groups


def _is_other_side(change: _Change, group: Iterable[_Change]) -> bool:
    return any(change.is_mine != other.is_mine for other in group)


def _settled(group: Sequence[_Change], old: Sequence[str]) -> list[Segment]:
    sides = {change.is_mine for change in group}
    mine, theirs = (_applied(group, old, is_mine=is_mine) for is_mine in (True, False))
    if len(sides) == 2:
        return _choices(mine, theirs)
    origin = Origin.MINE if True in sides else Origin.THEIRS
    return [Segment(origin=origin, mine="".join(mine), theirs="".join(theirs))]


def _applied(group: Sequence[_Change], old: Sequence[str], *, is_mine: bool) -> list[str]:
    """What one side has where the group stands in the base."""
    found: list[str] = []
    at = group[0].start
    for change in group:
        if change.is_mine is is_mine:
            found += [*old[at : change.start], *change.words]
            at = change.stop
    return found + list(old[at : max(change.stop for change in group)])


def _choices(mine: Sequence[str], theirs: Sequence[str]) -> list[Segment]:
    """By whole sentences and lines: nobody can choose between the words of two sentences."""
    left, right = _sentences(mine), _sentences(theirs)
    segments: list[Segment] = []
    done = beside = 0
    for at, other in [*subsequence.longest(left, right), (len(left), len(right))]:
        own, others = "".join(left[done:at]), "".join(right[beside:other])
        if own or others:
            segments.append(Segment(origin=Origin.CHOICE, mine=own, theirs=others))
        segments += _same(left[at : at + 1])
        done, beside = at + 1, other + 1
    return segments


def _sentences(found: Sequence[str]) -> list[str]:
    sentences = [""]
    for word in found:
        if word == "\n":
            sentences += [word, ""]
        else:
            sentences[-1] += word
            if word in alignment.SENTENCE_ENDS:
                sentences.append("")
    return [sentence for sentence in sentences if sentence]


def _same(found: Sequence[str]) -> list[Segment]:
    joined = "".join(found)
    return [Segment(origin=Origin.SAME, mine=joined, theirs=joined)] if found else []


def _run_together(segments: Iterable[Segment]) -> list[Segment]:
    """What is the same in both in stretches that are as long as can be."""
    found: list[Segment] = []
    for is_same, stretch in groupby(segments, key=lambda each: each.origin is Origin.SAME):
        group = list(stretch)
        found += _same([segment.mine for segment in group]) if is_same else group
    return found


def _named(segments: Sequence[Segment]) -> list[Segment]:
    """Choices with their keys; equal ones are told apart by their order."""
    segments = _run_together(segments)
    named: list[Segment] = []
    seen: dict[tuple[str, str], int] = {}
    for at, segment in enumerate(segments):
        if segment.origin is not Origin.CHOICE:
            named.append(segment)
            continue
        both = segment.mine, segment.theirs
        seen[both] = seen.get(both, 0) + 1
        key = blake2b("\0".join([*both, str(seen[both])]).encode(), digest_size=6).hexdigest()
        named.append(replace(segment, key=key, joint=_joint(segments, at)))
    return named


def _joint(segments: Sequence[Segment], at: int) -> str:
    """What keeps two texts apart that were not written to follow each other."""
    mine, theirs = segments[at].mine, segments[at].theirs
    if not mine or not theirs or mine[-1].isspace() or theirs[0].isspace():
        return ""
    starts_line = at == 0 or segments[at - 1].text().endswith("\n")
    ends_line = at + 1 == len(segments) or segments[at + 1].text().startswith("\n")
    if (starts_line and ends_line) or "\n" in mine + theirs:
        return "\n\n"
    return words.space_between(mine[-1], theirs[0])

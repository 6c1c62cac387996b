"""Which words of two texts are the same, in order: what comparing and merging stand on. Pure.

Equal lines are found first, then equal words between them (blog/texts/subsequence.py). What comes
of it is put as a reader would put it: no islands of a comma, no sentence without its full stop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

from blog.texts.subsequence import MOST_WORK, Pair, Words, longest, shared

SENTENCE_ENDS: Final = frozenset(".!?…。！？")
# A change is moved by so many words at most.
_FARTHEST: Final = 40

Span: TypeAlias = "slice[int, int, None]"


@dataclass(frozen=True)
class Block:
    """A stretch of the old words, and the stretch of the new ones that stands in its place."""

    is_same: bool
    old: Span
    new: Span


def blocks(old: Words, new: Words) -> list[Block]:
    """Both texts from end to end, in stretches that are by turns the same and changed.

    A few equal words between two larger changes of one sentence count as changed: the comma that
    two unlike sentences share tells nobody anything.
    """
    weights = _Weights(old, new)
    kept: list[Block] = []
    for block in _stretches(old, new):
        kept.append(block)
        while len(kept) > 2 and weights.is_island(*kept[-3:]):
            before, _, after = kept[-3:]
            kept[-3:] = [_joined(before, after)]
    return _slid(kept, old, new)


class _Weights:
    """How much there is to read in a block: its words, without the spaces."""

    def __init__(self, old: Words, new: Words) -> None:
        self.words = old, new
        self.old, self.new = (
            list(accumulate((not word.isspace() for word in words), initial=0))
            for words in (old, new)
        )

    def of(self, block: Block) -> int:
        return max(
            self.old[block.old.stop] - self.old[block.old.start],
            self.new[block.new.stop] - self.new[block.new.start],
        )

    def is_island(self, before: Block, block: Block, after: Block) -> bool:
        is_small = self.of(block) <= min(self.of(before), self.of(after))
        return block.is_same and is_small and not self._holds_an_end(block)

    def _holds_an_end(self, block: Block) -> bool:
        """Whether a line or sentence ends in it, or it is a whole line."""
        ends = SENTENCE_ENDS.union("\n")
        return any(word in ends for word in self.words[0][block.old]) or all(
            words[span.start - 1 : span.start] in ([], ["\n"])
            and words[span.stop : span.stop + 1] in ([], ["\n"])
            for words, span in zip(self.words, (block.old, block.new), strict=True)
        )


def _stretches(old: Words, new: Words) -> Iterator[Block]:
    left = right = left_start = right_start = 0
    for at, beside in [*_pairs(old, new), (len(old), len(new))]:
        if (at, beside) == (left, right) and at < len(old):
            left, right = at + 1, beside + 1
            continue
        if left > left_start:
            yield Block(True, slice(left_start, left), slice(right_start, right))
        if (at, beside) != (left, right):
            yield Block(False, slice(left, at), slice(right, beside))
        left_start, right_start = at, beside
        left, right = at + 1, beside + 1


def _joined(first: Block, last: Block) -> Block:
    return Block(
        False,
        slice(first.old.start, last.old.stop),
        slice(first.new.start, last.new.stop),
    )


def _slid(blocks: list[Block], old: Words, new: Words) -> list[Block]:
    """Put additions and removals where a reader sees them: a sentence is added with its own full
    stop, and not between the one before it and that sentence's full stop.
    """
    for at, block in enumerate(blocks[1:-1], start=1):
        is_added, is_removed = _is_empty(block.old), _is_empty(block.new)
        if block.is_same or is_added == is_removed:
            continue
        words, span = (new, block.new) if is_added else (old, block.old)
        before, after = blocks[at - 1], blocks[at + 1]
        # What stands between two changes is kept, or they would be one.
        back = _length(before.old) - (at > 1)
        ahead = _length(after.old) - (at + 2 < len(blocks))
        steps = _steps(words, span, back=back, ahead=ahead)
        step = max(steps, key=lambda step: _fits(words, span, step))
        blocks[at - 1 : at + 2] = [
            Block(True, _moved(before.old, stop=step), _moved(before.new, stop=step)),
            Block(False, _moved(block.old, step, step), _moved(block.new, step, step)),
            Block(True, _moved(after.old, step), _moved(after.new, step)),
        ]
    return [block for block in blocks if not (_is_empty(block.old) and _is_empty(block.new))]


def _steps(words: Words, span: Span, *, back: int, ahead: int) -> list[int]:
    """How far a change can be moved and still be the same one; staying comes first."""
    steps = [0]
    for step in range(min(ahead, _FARTHEST)):
        if words[span.start + step] != words[span.stop + step]:
            break
        steps.append(step + 1)
    for step in range(1, min(back, _FARTHEST) + 1):
        if words[span.stop - step] != words[span.start - step]:
            break
        steps.append(-step)
    return steps


def _fits(words: Words, span: Span, step: int) -> int:
    """How well a change reads there: it ends with a sentence, it begins at a gap."""
    changed = words[span.start + step : span.stop + step]
    last = next((word for word in reversed(changed) if not word.isspace()), "")
    starts_at_gap = (
        span.start + step == 0 or changed[0].isspace() or words[span.start + step - 1].isspace()
    )
    return 2 * (last in SENTENCE_ENDS or changed[-1] == "\n") + starts_at_gap


def _moved(span: Span, start: int = 0, stop: int = 0) -> Span:
    return slice(span.start + start, span.stop + stop)


def _is_empty(span: Span) -> bool:
    return span.start == span.stop


def _length(span: Span) -> int:
    return span.stop - span.start


def _pairs(old: Words, new: Words) -> Iterator[Pair]:
    """Places (in `old`, in `new`) of the same word, both ascending."""
    left = right = 0
    for at, beside in [*_anchors(old, new), (len(old), len(new))]:
        gap, other = old[left:at], new[right:beside]
        head = shared(gap, other)
        tail = shared(gap[head:][::-1], other[head:][::-1])
        yield from ((left + step, right + step) for step in range(head))
        yield from ((at - step, beside - step) for step in range(tail, 0, -1))
        if at < len(old) and beside < len(new):
            yield at, beside
        left, right = at + 1, beside + 1


def _anchors(old: Words, new: Words) -> Iterator[Pair]:
    """The words of equal lines, and between those the equal words that are no spaces."""
    work = MOST_WORK
    left = right = 0
    ends = (range(len(old), len(old)), range(len(new), len(new)))
    for line, other in [*_same_lines(old, new), ends]:
        solid, opposite = _solid(old, left, line.start), _solid(new, right, other.start)
        if len(solid) * len(opposite) <= work:
            work -= len(solid) * len(opposite)
            found = longest([old[at] for at in solid], [new[at] for at in opposite])
            yield from ((solid[at], opposite[beside]) for at, beside in found)
        yield from zip(line, other, strict=True)
        left, right = line.stop, other.stop


def _solid(words: Words, start: int, stop: int) -> list[int]:
    """Where something stands that is worth finding again: no spaces, but line ends."""
    return [at for at in range(start, stop) if words[at] == "\n" or not words[at].isspace()]


def _same_lines(old: Words, new: Words) -> list[tuple[range, range]]:
    lines, others = list(_lines(old)), list(_lines(new))
    texts = ["".join(old[line.start : line.stop]) for line in lines]
    opposite = ["".join(new[line.start : line.stop]) for line in others]
    return [(lines[at], others[beside]) for at, beside in longest(texts, opposite)]


def _lines(words: Words) -> Iterator[range]:
    """The lines with something in them, without their ends: a blank one is like any other."""
    start = 0
    for end in [*(at for at, word in enumerate(words) if word == "\n"), len(words)]:
        if not all(map(str.isspace, words[start:end])):
            yield range(start, end)
        start = end + 1

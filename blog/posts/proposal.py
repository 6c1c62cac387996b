"""The merge that a writer is offered when a text was typed over an older one.

It is worked out anew each time it is asked for, from what is typed by then and what is stored by
then; choices find their places by what there is to choose from (`merging.Segment.key`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from blog.posts import merging_fields, reviews, revisions
from blog.posts.fields import Fields
from blog.posts.merging_fields import Merged
from blog.posts.models import Post
from blog.texts import comparing, merging
from blog.texts.comparing import Kind, Paragraph, Run, Unchanged
from blog.texts.merging import Choice, Origin, Segment


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`has_base` tells whether the text is known that both go back to."""

    mine: Fields
    theirs: Fields
    segments: Sequence[Segment]
    merged: Merged
    has_base: bool

    @property
    def parts(self) -> list[Paragraph | Unchanged]:
        """The text as a page shows it: what was taken over, and what is open (`choices`)."""
        return comparing.parts(run for segment in self.segments for run in _runs(segment))

    @property
    def choices(self) -> dict[str, Segment]:
        return {segment.key: segment for segment in self.segments if segment.key}

    def settled(self, choices: Mapping[str, Choice], *, beside: Mapping[str, Choice]) -> Fields:
        """What comes of it. A part without a choice keeps both, a field (`beside`) keeps mine."""
        fields = merging_fields.decide(self.merged, beside)
        return replace(fields, source=merging.text(self.segments, choices))


def propose(post: Post, mine: Fields, *, base: Fields | None) -> Proposal:
    """Of what was typed, and the newest text; `base` is the one that both go back to, if known."""
    mine, theirs = _settled(mine), _settled(revisions.current(post))
    base = _settled(base) if base else None
    return Proposal(
        mine=mine,
        theirs=theirs,
        segments=merging.merge(mine.source, theirs.source, base=base.source if base else None),
        merged=merging_fields.merge(mine, theirs, base=base),
        has_base=base is not None,
    )


def _settled(fields: Fields) -> Fields:
    """A work named in two ways is one work."""
    return replace(fields, reviews=reviews.settled(fields.reviews))


def _runs(segment: Segment) -> Iterator[Run]:
    match segment.origin:
        case Origin.SAME:
            yield Run(Kind.SAME, segment.mine)
        case Origin.CHOICE:
            yield Run(Kind.OPEN, segment.key)
        case Origin.MINE:
            yield from _change(segment.theirs, segment.mine)
        case Origin.THEIRS:
            yield from _change(segment.mine, segment.theirs)


def _change(old: str, new: str) -> Iterator[Run]:
    if old:
        yield Run(Kind.TAKEN, old)
    if new:
        yield Run(Kind.ADDED, new)

"""Which autosaves may go: of those that one page made in a minute, an hour, a day, the last stays.

An autosave stands for the ones before it that the same page made in the same minute; after an hour
for those in the same hour, after a day for those in the same day (UTC). So the last text of every
page is always there, whoever wrote on after it. A text that was set aside as the writer typed goes
the same way; saves, restored texts, named ones and the working copy never go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from blog.db import session
from blog.posts.models import Post, Revision, RevisionKind, WorkingCopy

# Up to the age on the left, the last of each span on the right is kept.
_A_MINUTE_EACH: Final = timedelta(hours=1)
_AN_HOUR_EACH: Final = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """What thinning asks of a revision."""

    number: int
    kind: str
    editor: str
    turn: int
    saved_at: datetime


def superfluous(autosaves: Iterable[Kept], *, at: datetime) -> list[int]:
    """The numbers of those that a later one stands for."""
    seen: set[tuple[str, str, str]] = set()
    found: list[int] = []
    for kept in sorted(autosaves, key=lambda kept: (kept.turn, kept.number), reverse=True):
        place = (kept.kind, kept.editor, _span(kept.saved_at, at=at))
        if place in seen:
            found.append(kept.number)
        seen.add(place)
    return found


def thin(post: Post, *, at: datetime) -> None:
    """Forget the autosaves of the post that have become superfluous."""
    numbers = superfluous(_autosaves(post), at=at)
    if numbers:
        working = select(WorkingCopy.revision_id).where(WorkingCopy.post_id == post.id)
        session().execute(
            delete(Revision).where(
                Revision.post_id == post.id,
                Revision.number.in_(numbers),
                Revision.id.not_in(working),
            )
        )


def _autosaves(post: Post) -> Sequence[Kept]:
    rows = session().execute(
        select(
            Revision.number, Revision.kind, Revision.editor, Revision.turn, Revision.saved_at
        ).where(
            Revision.post_id == post.id,
            Revision.kind.in_((RevisionKind.AUTOSAVE, RevisionKind.ASIDE)),
            Revision.editor != "",
            Revision.name == "",
        )
    )
    return [Kept(*row) for row in rows]


def _span(moment: datetime, *, at: datetime) -> str:
    """The minute, hour or day that a text of this age shares with those it stands for."""
    age = at - moment
    if age < _A_MINUTE_EACH:
        return f"{moment:%Y-%m-%dT%H:%M}"
    return f"{moment:%Y-%m-%dT%H}" if age < _AN_HOUR_EACH else f"{moment:%Y-%m-%d}"

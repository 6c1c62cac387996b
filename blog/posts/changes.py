"""Changes that readers are told of: a line with its date, under the piece.

Announcing is the only thing here that moves `updated_at`, the date on the page and in the feeds:
corrections of commas are nobody's news. Readers are never shown what the text was before. A
comparison of the sources would lay open what is under a cover, and what was taken back for a
reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, delete, select

from blog import events
from blog.db import Statement, rows, session
from blog.errors import NotFound, Refused, refuse_too_long
from blog.markdown import refuse_covers
from blog.posts.events import PostWritten
from blog.posts.models import Change, Post

MOST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change as readers are told of it."""

    note: str
    made_at: datetime


def announce(post: Post, *, note: str, at: datetime) -> None:
    """Tell readers that the piece changed. The same note sent twice is told once.

    :raises Refused: "no_note", "too_long" or "cannot_cover".
    :raises Refused: "not_out" while there are no readers to tell.
    """
    if not post.is_live(at):
        raise Refused("not_out", "Readers can be told of a change once they can see the piece.")
    line = _line(note)
    told = of(post)
    if told and told[0].note == line:
        return
    if not told and post.updated_at is not None:
        # An import brought this date; without a row of its own it would be forgotten.
        session().add(Change(post_id=post.id, note="", made_at=post.updated_at))
    session().add(Change(post_id=post.id, note=line, made_at=at))
    post.updated_at = at
    session().flush()
    events.emit(PostWritten(post.id, at))


def put(post: Post, told: Iterable[tuple[datetime, str]]) -> None:
    """Exactly these changes, as another place has told them; nobody is told anew.

    :raises Refused: "too_long" or "cannot_cover".
    """
    session().execute(delete(Change).where(Change.post_id == post.id))
    for made_at, note in told:
        line = _line(note) if note else ""
        session().add(Change(post_id=post.id, note=line, made_at=made_at))
        post.updated_at = made_at
    session().flush()


def of(post: Post) -> Sequence[Change]:
    """Newest first. A note may be empty: then only the date is known."""
    return (
        session()
        .scalars(
            select(Change)
            .where(Change.post_id == post.id)
            .order_by(Change.made_at.desc(), Change.id.desc())
        )
        .all()
    )


def told(post_id: int) -> list[Told]:
    """What stands under the piece, newest first."""
    found = rows(_told(), post_id=post_id)
    return [Told(note=note, made_at=made_at) for note, made_at in found]


@cache
def _told() -> Statement:
    return (
        select(Change.note, Change.made_at)
        .where(Change.post_id == bindparam("post_id"), Change.note != "")
        .order_by(Change.made_at.desc(), Change.id.desc())
    )


def find(post: Post, change_id: int) -> Change:
    """:raises NotFound: when it has been taken back."""
    change = session().get(Change, change_id)
    if change is None or change.post_id != post.id:
        raise NotFound("no_such_note", "That note has been taken back already.")
    return change


def reword(change: Change, note: str, *, at: datetime) -> None:
    """Say the same change in other words; its date stays.

    :raises Refused: "no_note", "too_long" or "cannot_cover".
    """
    change.note = _line(note)
    session().flush()
    events.emit(PostWritten(change.post_id, at))


def take_back(post: Post, change: Change, *, at: datetime) -> None:
    """As if readers had not been told: the date goes back to the change before it, or to none."""
    session().delete(change)
    session().flush()
    left = of(post)
    post.updated_at = left[0].made_at if left else None
    session().flush()
    events.emit(PostWritten(post.id, at))


def _line(note: str) -> str:
    line = " ".join(note.split())
    if not line:
        raise Refused("no_note", "Say in a line what changed.", {"field": "note"})
    refuse_too_long({"note": line}, {"note": MOST_NOTE})
    refuse_covers({"note": line})
    return line

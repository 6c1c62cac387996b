"""The revisions of a post as its page lists them, and the one that two texts go back to.

Lists select the columns that they show and never a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import undefer

from blog.db import session
from blog.errors import NotFound
from blog.posts.fields import Fields, kept_in
from blog.posts.models import Post, Revision, RevisionKind


@dataclass(frozen=True, kw_only=True)
class Row:
    """A revision in the list. `more_words` and `more_characters` are what it has more than the
    text before it, None for the first and for one set aside.
    """

    number: int
    kind: RevisionKind
    name: str
    device: str
    saved_at: datetime
    word_count: int
    character_count: int
    more_words: int | None
    more_characters: int | None


def rows(post: Post, *, limit: int, offset: int) -> Sequence[Row]:
    """Newest first."""
    found = session().execute(
        _rows(post).order_by(Revision.number.desc()).limit(limit).offset(offset)
    )
    return [Row(**dict(row) | {"kind": RevisionKind(row["kind"])}) for row in found.mappings()]


def count(post: Post) -> int:
    counted = select(func.count()).select_from(Revision).where(Revision.post_id == post.id)
    return session().scalar(counted) or 0


def count_newer(post: Post, number: int) -> int:
    newer = select(func.count()).where(Revision.post_id == post.id, Revision.number > number)
    return session().scalar(newer) or 0


def numbered(post: Post, number: int) -> Revision:
    """:raises NotFound: when it never was, or has been thinned out."""
    found = _last(Revision.post_id == post.id, Revision.number == number)
    if found is None:
        raise NotFound(
            "no_such_revision",
            "There is no revision of that number. What was kept while you wrote is thinned out "
            "with time; what you saved or named stays.",
        )
    return found


def before(revision: Revision) -> Revision | None:
    """The text that was the newest until this one was kept."""
    return _last(
        Revision.post_id == revision.post_id,
        Revision.number < revision.number,
        Revision.kind != RevisionKind.ASIDE,
    )


def with_another_text_before(revision: Revision) -> Revision | None:
    """The same, past those that only say once more what this one says, as a save of what was
    autosaved does.
    """
    return _last(
        Revision.post_id == revision.post_id,
        Revision.number < revision.number,
        Revision.kind != RevisionKind.ASIDE,
        or_(Revision.title != revision.title, Revision.source != revision.source),
    )


def at_version(post: Post, version: int) -> Fields | None:
    """The text that was the newest when the post had that version, as far as it is still there.

    Where it has been thinned out, an older one: what was typed over the one goes back to the other
    too. None for a version that the post has not reached.
    """
    if version > post.version:
        return None
    found = _last(
        Revision.post_id == post.id,
        Revision.version <= version,
        Revision.kind != RevisionKind.ASIDE,
    )
    return kept_in(found) if found else None


def _last(*which: Any) -> Revision | None:
    newest_first = select(Revision).where(*which).order_by(Revision.number.desc())
    return session().scalar(newest_first.limit(1).options(undefer(Revision.source)))


def _rows(post: Post) -> Select[*tuple[Any, ...]]:
    is_aside = Revision.kind == RevisionKind.ASIDE

    def more(length: Any) -> Any:
        # Texts set aside stand beside the others: nothing is counted from one to the other.
        last = func.lag(length).over(partition_by=is_aside, order_by=Revision.number)
        return case((is_aside, None), else_=length - last)

    return select(
        Revision.number,
        Revision.kind,
        Revision.name,
        Revision.device,
        Revision.saved_at,
        Revision.word_count,
        Revision.character_count,
        more(Revision.word_count).label("more_words"),
        more(Revision.character_count).label("more_characters"),
    ).where(Revision.post_id == post.id)

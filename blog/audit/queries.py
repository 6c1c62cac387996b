"""Reading the log."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from blog.audit.models import LogEntry
from blog.db import session
from blog.posts.models import Post


def entry_count(*, area: str | None = None) -> int:
    counted = select(func.count()).select_from(LogEntry)
    return session().scalar(counted.where(*_under(area))) or 0


def entries(*, area: str | None = None, limit: int, offset: int) -> Sequence[LogEntry]:
    """The newest first."""
    return (
        session()
        .scalars(
            select(LogEntry)
            .where(*_under(area))
            .order_by(LogEntry.at.desc(), LogEntry.id.desc())
            .limit(limit)
            .offset(offset)
        )
        .all()
    )


def still_there(entries: Sequence[LogEntry]) -> set[int]:
    """The numbers of the pieces that these lines speak of, as far as there are such pieces."""
    asked = {entry.post_id for entry in entries if entry.post_id is not None}
    return set(session().scalars(select(Post.id).where(Post.id.in_(asked)))) if asked else set()


def _under(area: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if area is None else (LogEntry.area == area,)

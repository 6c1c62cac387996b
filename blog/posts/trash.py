"""What lies in the trash: kept for thirty days, then forgotten for good."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from blog.db import session
from blog.posts import commands
from blog.posts.models import Post

KEPT_FOR: Final = timedelta(days=30)


def gone_at(trashed_at: datetime) -> datetime:
    """When a piece that was put there at this moment can no longer be restored."""
    return trashed_at + KEPT_FOR


def purge(*, at: datetime) -> int:
    """Forget what has lain there for its time; how many pieces that were. Safe to run twice."""
    overdue = select(Post).where(Post.trashed_at <= at - KEPT_FOR)
    found = session().scalars(overdue).all()
    for post in found:
        commands.remove(post, at=at)
    return len(found)

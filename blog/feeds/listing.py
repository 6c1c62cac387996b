"""The live posts of a scope as a page lists them, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func

from blog.db import rows, session
from blog.feeds.scopes import Scope
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import ENTRY, Entry, entries, with_columns

PAGE_SIZE: Final = 20


@dataclass(frozen=True, kw_only=True)
class Page:
    """`number` counts from 1; `first_at` and `last_at` are of all posts, None where none is."""

    entries: Sequence[Entry]
    count: int
    number: int
    first_at: datetime | None
    last_at: datetime | None

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))


def page_of(scope: Scope, number: int, *, at: datetime) -> Page:
    """Three queries."""
    held = live(at).where(scope.holds)
    columns = func.count(), func.min(Post.published_at), func.max(Post.published_at)
    count, first_at, last_at = (
        session().execute(held.order_by(None).with_only_columns(*columns)).one()
    )
    begin = (max(number, 1) - 1) * PAGE_SIZE
    shown = with_columns(held.limit(PAGE_SIZE).offset(begin), ENTRY)
    return Page(
        entries=entries(rows(shown)),
        count=count,
        number=number,
        first_at=first_at,
        last_at=last_at,
    )

"""How themes run through a live post: its place in the order of each, and what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import aliased

from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.posts.reading import Line, headline
from blog.posts.under_themes import ORDER
from blog.site import post_path
from blog.topics.models import Theme, ThemeEntry
from blog.topics.queries import Head


@dataclass(frozen=True, kw_only=True)
class Strand:
    """A theme as it runs through a post: the post's number there, what comes before and after."""

    head: Head
    number: int
    count: int
    before: Line | None
    after: Line | None


def strands(post: Post, *, at: datetime) -> list[Strand]:
    """The post's place in each of its themes, in the blogger's order. One query."""
    before, after, placed = aliased(Post), aliased(Post), _placed(post, at=at)
    rows = session().execute(
        select(
            Theme.id,
            Theme.title,
            Theme.slug,
            Theme.cloth,
            placed.c.number,
            placed.c.count,
            *_line_columns(before, "before"),
            *_line_columns(after, "after"),
        )
        .join(placed, placed.c.theme_id == Theme.id)
        .outerjoin(before, before.id == placed.c.before_id)
        .outerjoin(after, after.id == placed.c.after_id)
        .where(placed.c.post_id == post.id)
        .order_by(Theme.position, Theme.id)
    )
    return [
        Strand(
            head=Head(id=row["id"], title=row["title"], slug=row["slug"], cloth=row["cloth"]),
            number=row["number"],
            count=row["count"],
            before=_line(row, "before"),
            after=_line(row, "after"),
        )
        for row in rows.mappings()
    ]


def _placed(post: Post, *, at: datetime) -> Subquery:
    """Every live post of the themes that hold this one, with its number and its neighbours."""
    over: dict[str, Any] = {"partition_by": ThemeEntry.theme_id, "order_by": ORDER}
    shared = select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post.id)
    return (
        select(
            ThemeEntry.theme_id,
            ThemeEntry.post_id,
            func.row_number().over(**over).label("number"),
            func.count().over(partition_by=ThemeEntry.theme_id).label("count"),
            func.lag(ThemeEntry.post_id).over(**over).label("before_id"),
            func.lead(ThemeEntry.post_id).over(**over).label("after_id"),
        )
        .where(ThemeEntry.theme_id.in_(shared), ThemeEntry.post_id.not_in(not_live(at)))
        .subquery()
    )


def _line_columns(post: Any, prefix: str) -> Sequence[Any]:
    names = ("slug", "title", "lang", "title_lang", "excerpt", "published_at")
    return [getattr(post, name).label(f"{prefix}_{name}") for name in names]


def _line(row: Any, prefix: str) -> Line | None:
    slug = row[f"{prefix}_slug"]
    return slug and Line(
        path=post_path(slug),
        title=headline(row[f"{prefix}_title"], row[f"{prefix}_excerpt"]),
        lang=row[f"{prefix}_lang"],
        title_lang=row[f"{prefix}_title_lang"],
        published_at=row[f"{prefix}_published_at"],
    )

"""How themes run through a live post: its place in the order of each, and what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, Subquery, bindparam, func, select
from sqlalchemy.orm import aliased

from blog.db import AT, Found, Statement, rows
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.posts.reading import Line, headline
from blog.posts.under_themes import ORDER
from blog.site import post_path
from blog.topics.models import Theme, ThemeEntry
from blog.topics.queries import Head

_POST_ID: Final[BindParameter[int]] = bindparam("post_id")
_LINE: Final = ("slug", "title", "lang", "title_lang", "excerpt", "published_at")


@dataclass(frozen=True, kw_only=True)
class Strand:
    """A theme as it runs through a post: the post's number there, what comes before and after."""

    head: Head
    number: int
    count: int
    before: Line | None
    after: Line | None


def strands(post_id: int, *, at: datetime) -> list[Strand]:
    """A live post's place in each of its themes, in the blogger's order. One query."""
    return [
        Strand(
            head=Head(id=row.id, title=row.title, slug=row.slug, cloth=row.cloth),
            number=row.number,
            count=row.pieces,
            before=_line(row, "before"),
            after=_line(row, "after"),
        )
        for row in rows(_strands(), at=at, post_id=post_id)
    ]


@cache
def _strands() -> Statement:
    before, after, placed = aliased(Post), aliased(Post), _placed()
    return (
        select(
            Theme.id,
            Theme.title,
            Theme.slug,
            Theme.cloth,
            placed.c.number,
            placed.c.pieces,
            *_line_columns(before, "before"),
            *_line_columns(after, "after"),
        )
        .join(placed, placed.c.theme_id == Theme.id)
        .outerjoin(before, before.id == placed.c.before_id)
        .outerjoin(after, after.id == placed.c.after_id)
        .where(placed.c.post_id == _POST_ID)
        .order_by(Theme.position, Theme.id)
    )


def _placed() -> Subquery:
    """Every live post of the themes that hold this one, with its number and its neighbours."""
    over: dict[str, Any] = {"partition_by": ThemeEntry.theme_id, "order_by": ORDER}
    shared = select(ThemeEntry.theme_id).where(ThemeEntry.post_id == _POST_ID)
    return (
        select(
            ThemeEntry.theme_id,
            ThemeEntry.post_id,
            func.row_number().over(**over).label("number"),
            func.count().over(partition_by=ThemeEntry.theme_id).label("pieces"),
            func.lag(ThemeEntry.post_id).over(**over).label("before_id"),
            func.lead(ThemeEntry.post_id).over(**over).label("after_id"),
        )
        .where(ThemeEntry.theme_id.in_(shared), ThemeEntry.post_id.not_in(not_live(AT)))
        .subquery()
    )


def _line_columns(post: Any, prefix: str) -> Sequence[Any]:
    return [getattr(post, name).label(f"{prefix}_{name}") for name in _LINE]


def _line(row: Found, prefix: str) -> Line | None:
    slug, title, lang, title_lang, excerpt, published_at = (
        getattr(row, f"{prefix}_{name}") for name in _LINE
    )
    return slug and Line(
        path=post_path(slug),
        title=headline(title, excerpt),
        lang=lang,
        title_lang=title_lang,
        published_at=published_at,
    )

"""What stands beside a live post: its places in themes, its neighbours by date, related posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Subquery, func, literal, select, tuple_, union_all
from sqlalchemy.orm import aliased

from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import is_live, live
from blog.posts.reading import ENTRY, Chosen, Entry, Line, entry, headline, with_columns
from blog.posts.under_themes import ORDER
from blog.site import post_path
from blog.topics.models import PostTag, Theme, ThemeEntry
from blog.topics.queries import Head

# A theme is an argument that the blogger made by hand; a tag is only where to look.
_THEME_WEIGHT: Final = 3
_TAG_WEIGHT: Final = 1
_RELATED_COUNT: Final = 3
_NO_SCORE: Final = literal(0)


@dataclass(frozen=True, kw_only=True)
class Strand:
    """A theme as it runs through a post: the post's number there, what comes before and after."""

    head: Head
    number: int
    count: int
    before: Line | None
    after: Line | None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The posts just before and after by date, and up to three that share most with this one."""

    before: Entry | None = None
    after: Entry | None = None
    related: Sequence[Entry] = ()


def strands(post: Post, *, at: datetime) -> list[Strand]:
    """The post's place in each of its themes, in the blogger's order. One query."""
    before, after, placed = aliased(Post), aliased(Post), _placed(post, at=at)
    rows = (
        session()
        .execute(
            select(
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
        .mappings()
    )
    return [
        Strand(
            head=Head(title=row["title"], slug=row["slug"], cloth=row["cloth"]),
            number=row["number"],
            count=row["count"],
            before=_line(row, "before"),
            after=_line(row, "after"),
        )
        for row in rows
    ]


def beside(post: Post, *, at: datetime) -> Beside:
    """The neighbours of a live post. One query, so that a post page stays within its six."""
    moment = tuple_(Post.published_at, Post.id)
    here = tuple_(literal(post.published_at, Post.published_at.type), literal(post.id))
    oldest_first = live(at).order_by(None).order_by(Post.published_at, Post.id)
    score = _scores(post)
    related = live(at).join(score, score.c.post_id == Post.id).order_by(None)
    rows = (
        session()
        .execute(
            union_all(
                _part("before", live(at).where(moment < here).limit(1)),
                _part("after", oldest_first.where(moment > here).limit(1)),
                _part(
                    "related",
                    related.order_by(
                        score.c.score.desc(), Post.published_at.desc(), Post.id.desc()
                    ).limit(_RELATED_COUNT),
                    score=score.c.score,
                ),
            )
        )
        .all()
    )
    found = sorted(rows, key=lambda row: (row.score, row.published_at), reverse=True)
    return Beside(
        before=next((entry(row) for row in rows if row.place == "before"), None),
        after=next((entry(row) for row in rows if row.place == "after"), None),
        related=[entry(row) for row in found if row.place == "related"],
    )


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
        .join(Post, Post.id == ThemeEntry.post_id)
        .where(ThemeEntry.theme_id.in_(shared), Post.kind == "post", is_live(at))
        .subquery()
    )


def _scores(post: Post) -> Subquery:
    """How much each other post shares with this one."""
    themes = select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post.id)
    tags = select(PostTag.tag_id).where(PostTag.post_id == post.id)
    shared = union_all(
        select(ThemeEntry.post_id, literal(_THEME_WEIGHT).label("weight")).where(
            ThemeEntry.theme_id.in_(themes)
        ),
        select(PostTag.post_id, literal(_TAG_WEIGHT).label("weight")).where(
            PostTag.tag_id.in_(tags)
        ),
    ).subquery()
    return (
        select(shared.c.post_id, func.sum(shared.c.weight).label("score"))
        .where(shared.c.post_id != post.id)
        .group_by(shared.c.post_id)
        .subquery()
    )


def _part(place: str, chosen: Chosen, *, score: Any = _NO_SCORE) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    columns = (*ENTRY, score.label("score"))
    return select(literal(place).label("place"), with_columns(chosen, columns).subquery())


def _line_columns(post: Any, prefix: str) -> Sequence[Any]:
    names = ("slug", "title", "lang", "excerpt", "published_at")
    return [getattr(post, name).label(f"{prefix}_{name}") for name in names]


def _line(row: Any, prefix: str) -> Line | None:
    slug = row[f"{prefix}_slug"]
    return slug and Line(
        path=post_path(slug),
        title=headline(row[f"{prefix}_title"], row[f"{prefix}_excerpt"]),
        lang=row[f"{prefix}_lang"],
        published_at=row[f"{prefix}_published_at"],
    )

"""What stands beside a live post: the posts before and after it, and those that share most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from blog import site
from blog.db import AT, Found, UtcDateTime, rows
from blog.posts.in_full import Piece
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import COVER, Chosen, Cover, Line, cover, headline, with_columns
from blog.topics.models import PostTag, ThemeEntry
from blog.topics.queries import Head, Label

# A theme is an argument that the blogger made by hand; a tag is only where to look.
_THEME_WEIGHT: Final = 3
_TAG_WEIGHT: Final = 1
_RELATED_COUNT: Final = 3
# Of each theme and tag so many of the newest are looked at: among 10,000 posts a tag may hold
# thousands, and to weigh all of them took longer than the rest of the page.
_LOOKED_AT: Final = 50
_NO_SCORE: Final = literal(0)
_POST_ID: Final[BindParameter[int]] = bindparam("post_id")
# Five of all that a list shows, with the rating of each, took 0.06 ms more.
_SHOWN: Final = (
    Post.slug,
    Post.title,
    Post.lang,
    Post.title_lang,
    Post.excerpt,
    Post.published_at,
    *COVER,
)


@dataclass(frozen=True, kw_only=True)
class Neighbour(Line):
    """A post with its picture; of its rating nothing is asked."""

    cover: Cover | None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The posts just before and after by date, and up to three related ones."""

    before: Neighbour | None = None
    after: Neighbour | None = None
    related: Sequence[Neighbour] = ()


def beside(piece: Piece, *, heads: Sequence[Head], tags: Sequence[Label], at: datetime) -> Beside:
    """The neighbours of a live piece with these themes and tags. One query."""
    values = {f"theme_{number}": head.id for number, head in enumerate(heads)}
    values |= {f"tag_{number}": label.id for number, label in enumerate(tags)}
    found = rows(
        _beside(len(heads), len(tags)),
        at=at,
        post_id=piece.id,
        published_at=piece.published_at,
        **values,
    )
    related = [row for row in found if row.place == "related"]
    related.sort(key=lambda row: (row.score, row.published_at), reverse=True)
    return Beside(
        before=next((_neighbour(row) for row in found if row.place == "before"), None),
        after=next((_neighbour(row) for row in found if row.place == "after"), None),
        related=[_neighbour(row) for row in related],
    )


def _neighbour(row: Found) -> Neighbour:
    return Neighbour(
        path=site.post_path(row.slug),
        title=headline(row.title, row.excerpt),
        lang=row.lang,
        title_lang=row.title_lang,
        published_at=row.published_at,
        cover=cover(row, alt=""),
    )


@cache
def _beside(head_count: int, tag_count: int) -> CompoundSelect[*tuple[Any, ...]]:
    moment = tuple_(Post.published_at, Post.id)
    here = tuple_(bindparam("published_at", type_=UtcDateTime), _POST_ID)
    # What is before a live piece is no later than now: a second bound on the date made SQLite begin
    # at the newest of 10,000 posts (0.6 ms).
    earlier = select(Post).where(Post.kind == "post", moment < here, Post.id.not_in(not_live(AT)))
    later = live(AT).order_by(None).where(moment > here)
    parts = [
        _part("before", earlier.order_by(Post.published_at.desc(), Post.id.desc()).limit(1)),
        _part("after", later.order_by(Post.published_at, Post.id).limit(1)),
    ]
    if head_count or tag_count:
        parts.append(_related(head_count, tag_count))
    return union_all(*parts)


def _related(head_count: int, tag_count: int) -> Chosen:
    theme, tag = (ThemeEntry.theme_id, ThemeEntry.post_id), (PostTag.tag_id, PostTag.post_id)
    shared = union_all(
        *(_sharing(*theme, named=f"theme_{n}", weight=_THEME_WEIGHT) for n in range(head_count)),
        *(_sharing(*tag, named=f"tag_{n}", weight=_TAG_WEIGHT) for n in range(tag_count)),
    ).subquery()
    scores = (
        select(shared.c.post_id, func.sum(shared.c.weight).label("score"))
        .where(shared.c.post_id != _POST_ID, shared.c.post_id.not_in(not_live(AT)))
        .group_by(shared.c.post_id)
        .subquery()
    )
    # By their numbers first: sorted with all of their columns, 300 pieces took 0.8 ms, not 0.2.
    most_shared = (
        select(Post.id, scores.c.score)
        .join(scores, scores.c.post_id == Post.id)
        .order_by(scores.c.score.desc(), Post.published_at.desc(), Post.id.desc())
        .limit(_RELATED_COUNT)
        .subquery()
    )
    related = select(Post).join(most_shared, most_shared.c.id == Post.id)
    return _part("related", related, score=most_shared.c.score)


def _sharing(
    heading: InstrumentedAttribute[int],
    post_id: InstrumentedAttribute[int],
    *,
    named: str,
    weight: int,
) -> Chosen:
    """The newest posts under one heading, with what that counts."""
    is_under = heading == bindparam(named)
    under = select(post_id).where(is_under).order_by(post_id.desc()).limit(_LOOKED_AT)
    return select(under.subquery().c.post_id, literal(weight).label("weight"))


def _part(place: str, chosen: Chosen, *, score: Any = _NO_SCORE) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    columns = (*_SHOWN, score.label("score"))
    return select(literal(place).label("place"), with_columns(chosen, columns).subquery())

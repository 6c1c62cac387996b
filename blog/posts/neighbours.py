"""What stands beside a live post: the posts before and after it, and those that share most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, literal, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import ENTRY, Chosen, Entry, entry, with_columns
from blog.topics.models import PostTag, ThemeEntry
from blog.topics.queries import Head, Label

# A theme is an argument that the blogger made by hand; a tag is only where to look.
_THEME_WEIGHT: Final = 3
_TAG_WEIGHT: Final = 1
_RELATED_COUNT: Final = 3
# Of each theme and tag so many of the newest are looked at: among 10,000 posts a tag may hold
# thousands, and to weigh all of them took longer than the rest of the page.
_LOOKED_AT: Final = 100
_NO_SCORE: Final = literal(0)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The posts just before and after by date, and up to three related ones."""

    before: Entry | None = None
    after: Entry | None = None
    related: Sequence[Entry] = ()


def beside(post: Post, *, heads: Sequence[Head], tags: Sequence[Label], at: datetime) -> Beside:
    """The neighbours of a live post with these themes and tags.

    One query, so that the page of a post stays within its six.
    """
    moment = tuple_(Post.published_at, Post.id)
    here = tuple_(literal(post.published_at, Post.published_at.type), literal(post.id))
    oldest_first = live(at).order_by(None).order_by(Post.published_at, Post.id)
    parts = [
        _part("before", live(at).where(moment < here).limit(1)),
        _part("after", oldest_first.where(moment > here).limit(1)),
    ]
    if heads or tags:
        parts.append(_related(post, heads, tags, at=at))
    rows = session().execute(union_all(*parts)).all()
    related = [row for row in rows if row.place == "related"]
    related.sort(key=lambda row: (row.score, row.published_at), reverse=True)
    return Beside(
        before=next((entry(row) for row in rows if row.place == "before"), None),
        after=next((entry(row) for row in rows if row.place == "after"), None),
        related=[entry(row) for row in related],
    )


def _related(post: Post, heads: Sequence[Head], tags: Sequence[Label], *, at: datetime) -> Chosen:
    theme, tag = (ThemeEntry.theme_id, ThemeEntry.post_id), (PostTag.tag_id, PostTag.post_id)
    shared = union_all(
        *(_sharing(*theme, heading_id=head.id, weight=_THEME_WEIGHT) for head in heads),
        *(_sharing(*tag, heading_id=label.id, weight=_TAG_WEIGHT) for label in tags),
    ).subquery()
    scores = (
        select(shared.c.post_id, func.sum(shared.c.weight).label("score"))
        .where(shared.c.post_id != post.id, shared.c.post_id.not_in(not_live(at)))
        .group_by(shared.c.post_id)
        .subquery()
    )
    most_shared = (
        select(Post)
        .join(scores, scores.c.post_id == Post.id)
        .order_by(scores.c.score.desc(), Post.published_at.desc(), Post.id.desc())
        .limit(_RELATED_COUNT)
    )
    return _part("related", most_shared, score=scores.c.score)


def _sharing(
    heading: InstrumentedAttribute[int],
    post_id: InstrumentedAttribute[int],
    *,
    heading_id: int,
    weight: int,
) -> Chosen:
    """The newest posts under one heading, with what that counts."""
    under = select(post_id).where(heading == heading_id).order_by(post_id.desc()).limit(_LOOKED_AT)
    return select(under.subquery().c.post_id, literal(weight).label("weight"))


def _part(place: str, chosen: Chosen, *, score: Any = _NO_SCORE) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    columns = (*ENTRY, score.label("score"))
    return select(literal(place).label("place"), with_columns(chosen, columns).subquery())

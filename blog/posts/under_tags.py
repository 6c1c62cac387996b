"""Live posts as they are kept under tags: the index, and the page of each tag."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ScalarSelect, Select, func, select

from blog import slugs
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import Entry, entries
from blog.topics.models import PostTag, Tag
from blog.topics.queries import Indexed, Label

PAGE_SIZE: Final = 20
# What stands beside a tag, or is used much, the newest posts tell: at one cost for few and many.
_NEIGHBOURHOOD: Final = 200
_BESIDE_COUNT: Final = 4


@dataclass(frozen=True, kw_only=True)
class TagPage(Indexed):
    """A tag with the times of its first and its last live post."""

    description: str
    first_at: datetime
    last_at: datetime

    @property
    def page_count(self) -> int:
        return -(-self.count // PAGE_SIZE)


def index(at: datetime) -> list[Indexed]:
    """Every tag that a live post has."""
    rows = session().execute(
        select(Tag.id, Tag.name, Tag.slug, func.count().label("pieces"))
        .join(PostTag, PostTag.tag_id == Tag.id)
        .where(PostTag.post_id.not_in(not_live(at)))
        .group_by(Tag.id)
    )
    return [Indexed(id=row.id, name=row.name, slug=row.slug, count=row.pieces) for row in rows]


def tag_page(slug: str, *, at: datetime) -> TagPage | None:
    """The tag that has this slug now, if it has a live post."""
    wanted = slugs.canonical(slug)
    # Its number by itself: compared with the row's, SQLite made the list of posts anew for each.
    its_id = select(Tag.id).where(Tag.slug == wanted).scalar_subquery()
    dated = _under(its_id, at=at).with_only_columns(Post.published_at).limit(1)
    oldest_first = dated.order_by(None).order_by(Post.published_at)
    count = select(func.count()).where(
        PostTag.tag_id == its_id, PostTag.post_id.not_in(not_live(at))
    )
    found = select(
        Tag.id,
        Tag.name,
        Tag.slug,
        Tag.description,
        count.scalar_subquery().label("pieces"),
        oldest_first.scalar_subquery().label("first_at"),
        dated.scalar_subquery().label("last_at"),
    ).where(Tag.slug == wanted)
    row = session().execute(found).one_or_none()
    if row is None or not row.pieces:
        return None
    return TagPage(
        id=row.id,
        name=row.name,
        slug=row.slug,
        description=row.description,
        count=row.pieces,
        first_at=row.first_at,
        last_at=row.last_at,
    )


def entries_under(tag: TagPage, *, page: int, at: datetime) -> list[Entry]:
    """One page of the tag's posts, newest first; `page` counts from 1. Two queries."""
    return entries(_under(tag.id, at=at).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))


def often_beside(tag: TagPage, *, at: datetime) -> Sequence[Label]:
    """The tags that its newest posts share most."""
    return _most_used(_under(tag.id, at=at), but=tag.id, limit=_BESIDE_COUNT)


def of_late(at: datetime, *, limit: int) -> Sequence[Label]:
    """The tags that the newest posts have most."""
    return _most_used(live(at), but=None, limit=limit)


def in_use(at: datetime) -> Sequence[Label]:
    """Every tag that a live post has, uncounted: 1 ms for 1,000 tags on 20,000 posts, not 9."""
    used = select(PostTag.post_id).where(
        PostTag.tag_id == Tag.id, PostTag.post_id.not_in(not_live(at))
    )
    rows = session().execute(select(Tag.id, Tag.name, Tag.slug).where(used.exists()))
    return [Label(id=row.id, name=row.name, slug=row.slug) for row in rows]


def _most_used(posts: Select[Post], *, but: int | None, limit: int) -> Sequence[Label]:
    newest = posts.with_only_columns(Post.id).limit(_NEIGHBOURHOOD).subquery()
    rows = session().execute(
        select(Tag.id, Tag.name, Tag.slug)
        .join(PostTag, PostTag.tag_id == Tag.id)
        .join(newest, newest.c.id == PostTag.post_id)
        .where(Tag.id.is_distinct_from(but))
        .group_by(Tag.id)
        .order_by(func.count().desc(), Tag.key)
        .limit(limit)
    )
    return [Label(id=tag_id, name=name, slug=slug) for tag_id, name, slug in rows]


def _under(tag_id: ScalarSelect[int] | int, *, at: datetime) -> Select[Post]:
    """The live posts of a tag, newest first.

    They are asked for with IN, not with a join: with that, SQLite looked for the tag at each of all
    live posts, and a tag on 20 of 20,000 took 7 ms in each of three queries instead of 2.
    """
    return live(at).where(Post.id.in_(select(PostTag.post_id).where(PostTag.tag_id == tag_id)))

"""Live posts as they are kept under tags: the index, and the page of each tag."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from blog import slugs
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import is_live, live, not_live
from blog.posts.reading import Chosen, Entry, entries
from blog.topics.models import PostTag, Tag
from blog.topics.queries import Indexed, Label

PAGE_SIZE: Final = 20
# What stands beside a tag is told by its newest posts: enough to know, at one cost for every tag.
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
    columns = select(
        Tag.id,
        Tag.name,
        Tag.slug,
        Tag.description,
        func.count().label("pieces"),
        func.min(Post.published_at).label("first_at"),
        func.max(Post.published_at).label("last_at"),
    )
    row = (
        session()
        .execute(_tagged(columns, at=at).where(Tag.slug == slugs.canonical(slug)).group_by(Tag.id))
        .one_or_none()
    )
    if row is None:
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
    kept = live(at).join(PostTag, PostTag.post_id == Post.id).where(PostTag.tag_id == tag.id)
    return entries(kept.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))


def often_beside(tag: TagPage, *, at: datetime) -> Sequence[Label]:
    """The tags that its newest posts share most."""
    newest = (
        live(at)
        .join(PostTag, PostTag.post_id == Post.id)
        .where(PostTag.tag_id == tag.id)
        .with_only_columns(Post.id)
        .limit(_NEIGHBOURHOOD)
        .subquery()
    )
    rows = session().execute(
        select(Tag.id, Tag.name, Tag.slug)
        .join(PostTag, PostTag.tag_id == Tag.id)
        .join(newest, newest.c.id == PostTag.post_id)
        .where(Tag.id != tag.id)
        .group_by(Tag.id)
        .order_by(func.count().desc(), Tag.key)
        .limit(_BESIDE_COUNT)
    )
    return [Label(id=tag_id, name=name, slug=slug) for tag_id, name, slug in rows]


def _tagged(columns: Chosen, *, at: datetime) -> Chosen:
    return (
        columns.join(PostTag, PostTag.tag_id == Tag.id)
        .join(Post, Post.id == PostTag.post_id)
        .where(Post.kind == "post", is_live(at))
    )

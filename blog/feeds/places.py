"""Which addresses a stranger may read at a given moment, for the sitemap: four queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from blog import site, zones
from blog.db import session
from blog.feeds.sitemap import Place
from blog.posts.models import Post
from blog.posts.queries import is_live, live
from blog.topics.models import PostTag, Tag, Theme


@dataclass(frozen=True, kw_only=True)
class _Piece:
    path: str
    published_at: datetime
    changed_at: datetime


def public(*, site_url: str, time_zone: str, at: datetime) -> Iterator[Place]:
    """Home, pages, themes, tags in use, years, and last the posts, newest first."""

    def place(path: str, changed_at: datetime | None = None) -> Place:
        return Place(site.absolute(site_url, path), changed_at)

    posts = _pieces("post", at=at)
    yield place("/", max((post.changed_at for post in posts), default=None))
    for page in _pieces("page", at=at):
        yield place(page.path, page.changed_at)
    for slug in session().scalars(select(Theme.slug).order_by(Theme.position, Theme.id)):
        yield place(site.theme_path(slug))
    for slug in session().scalars(_tags_in_use(at)):
        yield place(site.tag_path(slug))
    years = (zones.to_local(post.published_at, time_zone).year for post in posts)
    for year in dict.fromkeys(years):
        yield place(site.year_path(year))
    for post in posts:
        yield place(post.path, post.changed_at)


def _pieces(kind: str, *, at: datetime) -> list[_Piece]:
    columns = Post.slug, Post.published_at, Post.updated_at
    return [
        _Piece(
            path=site.piece_path(kind, slug),
            published_at=published_at,
            changed_at=max(published_at, updated_at or published_at),
        )
        for slug, published_at, updated_at in session().execute(
            live(at, kind=kind).with_only_columns(*columns)
        )
        if published_at is not None
    ]


def _tags_in_use(at: datetime) -> Select[str]:
    used = (
        select(PostTag.tag_id)
        .join(Post, Post.id == PostTag.post_id)
        .where(Post.kind == "post", is_live(at))
    )
    return select(Tag.slug).where(Tag.id.in_(used)).order_by(Tag.slug)

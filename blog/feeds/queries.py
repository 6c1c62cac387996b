"""Gathering what a feed says: eight queries, whatever the number of posts; ten at most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import BigInteger, Row, cast, func, select

from blog import site
from blog.db import session
from blog.errors import NotFound
from blog.feeds import archives, memory, notes
from blog.feeds.archives import Cut, Sums
from blog.feeds.model import Cover, Entry, Feed, Gone, Label
from blog.feeds.models import FeedEntry, FeedNews
from blog.feeds.reviews import Said, said_in
from blog.feeds.scopes import Scope
from blog.media.models import Picture
from blog.posts.models import Post
from blog.posts.queries import is_live, live
from blog.posts.reading import LINE, Line, line, with_columns
from blog.settings.models import BlogSettings
from blog.topics.models import PostTag, Tag
from blog.topics.queries import heads_of

MOST_ENTRIES: Final = archives.SIZE
# What was taken back at once by somebody who clears up; readers ask more than once meanwhile.
_MOST_GONE: Final = 200
_AT_A_GLANCE: Final = 5
_Row: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Glance:
    """How many live posts a scope has, of which a feed holds the newest; and the last few."""

    count: int
    latest: Sequence[Line]


def gather(
    scope: Scope, *, blog: BlogSettings, site_url: str, at: datetime, archive: int = 0
) -> Feed:
    """The newest live posts of the scope, by date also where a theme puts them in another order; or
    those of an archive.

    :raises NotFound: "no_such_archive".
    """
    cut = _cut(scope, archive, at=at)
    rows = _rows(cut.held)
    labels = _labels([row.id for row in rows], site_url=site_url)
    said = said_in([row.id for row in rows], site_url=site_url)
    told = notes.told_in([row.id for row in rows if row.updated_at], time_zone=blog.time_zone)
    entries = tuple(
        _entry(row, tuple(labels[row.id]), said.get(row.id), told.get(row.id, ""), site_url)
        for row in rows
    )
    gone = () if archive else _gone(scope, at=at)
    moments = [entry.updated_at for entry in entries] + [each.deleted_at for each in gone]
    return Feed(
        id=scope.id,
        page_url=site.absolute(site_url, scope.path),
        home_url=site.absolute(site_url, "/"),
        title=scope.title,
        subtitle=scope.subtitle,
        lang=blog.language,
        author=blog.author or blog.name,
        updated_at=max(moments, default=scope.made_at),
        changed_at=_changed_at(rows, made_at=scope.made_at, at=at),
        entries=entries,
        gone=gone,
        archive=cut.name,
        older=cut.older,
        newer=cut.newer,
        hub=blog.hub,
    )


def glance(scope: Scope, *, at: datetime) -> Glance:
    """What somebody may want to know of a feed before following it. Two queries."""
    held = live(at).where(scope.holds)
    counted = held.order_by(None).with_only_columns(func.count())
    rows = session().execute(with_columns(held.limit(_AT_A_GLANCE), LINE))
    return Glance(count=session().scalar(counted) or 0, latest=[line(row) for row in rows])


def _cut(scope: Scope, archive: int, *, at: datetime) -> Cut:
    """For the feed itself a walk along an index and a look at its front: 3 ms among 20,000 posts.
    To fetch the ids of all, as for the oldest archive, takes 15.

    :raises NotFound: "no_such_archive".
    """
    held = live(at).where(scope.holds)
    number = cast(Post.id, BigInteger)
    columns = func.count(), func.sum(number), func.sum(number * number)
    total, ids, squares = session().execute(held.order_by(None).with_only_columns(*columns)).one()
    if archive > archives.count(total):
        raise NotFound("no_such_archive", "This feed has no such archive.")
    newest = held.with_only_columns(Post.id).limit(archives.reach(archive, total))
    return Cut(
        number=archive,
        newest=session().scalars(newest).all(),
        whole=Sums(count=total, ids=int(ids or 0), squares=int(squares or 0)),
    )


def _rows(post_ids: Sequence[int]) -> Sequence[_Row]:
    """In the order of the ids."""
    found = session().execute(
        select(
            Post.id,
            Post.entry_id,
            Post.slug,
            Post.title,
            Post.lang,
            Post.summary,
            Post.excerpt,
            Post.published_at,
            Post.updated_at,
            Post.feed_html,
            Picture.path.label("cover_path"),
            Picture.media_type.label("cover_media_type"),
            Picture.byte_count.label("cover_byte_count"),
        )
        .outerjoin(Picture, Picture.id == Post.cover_id)
        .where(Post.id.in_(post_ids))
    )
    by_id = {row.id: row for row in found}
    return [by_id[post_id] for post_id in post_ids if post_id in by_id]


def _gone(scope: Scope, *, at: datetime) -> tuple[Gone, ...]:
    """What this feed gave and was taken back since, newest first; what is back is not gone."""
    back = select(Post.id).where(Post.entry_id == FeedEntry.entry_id, is_live(at)).exists()
    kept = session().scalars(
        select(FeedEntry)
        .where(FeedEntry.deleted_at.is_not(None), ~back)
        .order_by(FeedEntry.deleted_at.desc(), FeedEntry.entry_id)
        .limit(_MOST_GONE)
    )
    return tuple(
        Gone(id=each.entry_id, deleted_at=each.deleted_at)
        for each in kept
        if each.deleted_at and memory.had(each, scope.choice)
    )


def _labels(post_ids: Sequence[int], *, site_url: str) -> defaultdict[int, list[Label]]:
    """The tags of each post, in the order they were typed, and then its themes, as on the shelf."""
    tags, themes = (site.absolute(site_url, shelf) for shelf in ("/tags/", "/themes/"))
    labels: defaultdict[int, list[Label]] = defaultdict(list)
    named = (
        select(PostTag.post_id, Tag.name)
        .join(Tag, Tag.id == PostTag.tag_id)
        .where(PostTag.post_id.in_(post_ids))
        .order_by(PostTag.position, Tag.id)
    )
    for post_id, name in session().execute(named):
        labels[post_id].append(Label(name=name, scheme=tags))
    for post_id, heads in heads_of(post_ids).items():
        labels[post_id] += [Label(name=head.title, scheme=themes) for head in heads]
    return labels


def _entry(
    row: _Row, labels: tuple[Label, ...], said: Said | None, note: str, site_url: str
) -> Entry:
    return Entry(
        id=row.entry_id,
        url=site.absolute(site_url, site.post_path(row.slug)),
        title=row.title.strip(),
        lang=row.lang,
        summary=(row.summary or row.excerpt).strip(),
        content_html="\n".join(
            part for part in (note, row.feed_html, *(said.html if said else ())) if part
        ),
        published_at=row.published_at,
        updated_at=max(row.updated_at or row.published_at, row.published_at),
        labels=labels,
        cover=_cover(row, site_url=site_url) if row.cover_path else None,
        reviews=said.reviews if said else (),
    )


def _cover(row: _Row, *, site_url: str) -> Cover:
    return Cover(
        url=site.absolute(site_url, site.media_path(row.cover_path)),
        media_type=row.cover_media_type,
        byte_count=row.cover_byte_count,
    )


def _changed_at(rows: Sequence[_Row], *, made_at: datetime, at: datetime) -> datetime:
    """When something that this feed may show last came or was written, wherever in the blog.

    Of a post that was taken back, or of a tag under its former name, no row here tells; a moment of
    this feed's own would go back with them, and a reader would hear that nothing has changed.
    """
    came_out = select(func.max(Post.published_at)).where(
        Post.kind == "post", Post.published_at <= at
    )
    written = select(FeedNews.changed_at)
    blogs_own = session().execute(select(came_out.scalar_subquery(), written.scalar_subquery()))
    moments: list[datetime | None] = [made_at, *blogs_own.one()]
    moments += [row.updated_at for row in rows]
    return max(moment for moment in moments if moment is not None)

"""Gathering what a feed says: five queries, whatever the number of posts; six with reviews."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, func, select

from blog import site
from blog.db import session
from blog.feeds.model import Cover, Entry, Feed, Label
from blog.feeds.reviews import Said, said_in
from blog.feeds.scopes import Scope
from blog.media.models import Picture
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.queries import live
from blog.posts.reading import LINE, Line, line, with_columns
from blog.settings.models import BlogSettings
from blog.topics.models import PostTag, Tag
from blog.topics.queries import heads_of

MOST_ENTRIES: Final = 30
_AT_A_GLANCE: Final = 5
_Row: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Glance:
    """How many live posts a scope has, of which a feed holds the newest; and the last few."""

    count: int
    latest: Sequence[Line]


def gather(scope: Scope, *, blog: BlogSettings, site_url: str, at: datetime) -> Feed:
    """The newest live posts of the scope, by date also where a theme puts them in another order."""
    rows = session().execute(_newest(scope, at=at)).all()
    labels = _labels([row.id for row in rows], site_url=site_url)
    said = said_in([row.id for row in rows], site_url=site_url)
    entries = tuple(
        _entry(row, tuple(labels[row.id]), said.get(row.id), site_url=site_url) for row in rows
    )
    return Feed(
        id=scope.id,
        page_url=site.absolute(site_url, scope.path),
        home_url=site.absolute(site_url, "/"),
        title=scope.title,
        subtitle=scope.subtitle,
        lang=blog.language,
        author=blog.author or blog.name,
        updated_at=max((entry.updated_at for entry in entries), default=scope.made_at),
        changed_at=_changed_at(rows, said.values(), made_at=scope.made_at),
        entries=entries,
    )


def glance(scope: Scope, *, at: datetime) -> Glance:
    """What somebody may want to know of a feed before following it. Two queries."""
    held = live(at).where(scope.holds)
    counted = held.order_by(None).with_only_columns(func.count())
    rows = session().execute(with_columns(held.limit(_AT_A_GLANCE), LINE))
    return Glance(count=session().scalar(counted) or 0, latest=[line(row) for row in rows])


def was_ever_out(scope: Scope, *, at: datetime) -> bool:
    """Whether a stranger could ever read a post of the scope, also one that was taken back."""
    out = select(Post.id).where(Post.kind == "post", Post.published_at <= at, scope.holds).limit(1)
    return session().scalar(out) is not None


def _newest(scope: Scope, *, at: datetime) -> Select[*tuple[Any, ...]]:
    return (
        live(at)
        .where(scope.holds)
        .outerjoin(Picture, Picture.id == Post.cover_id)
        .with_only_columns(
            Post.id,
            Post.entry_id,
            Post.slug,
            Post.title,
            Post.lang,
            Post.summary,
            Post.excerpt,
            Post.published_at,
            Post.updated_at,
            _written_at(),
            Post.feed_html,
            Picture.path.label("cover_path"),
            Picture.media_type.label("cover_media_type"),
            Picture.byte_count.label("cover_byte_count"),
        )
        .limit(MOST_ENTRIES)
    )


def _written_at() -> ColumnElement[datetime]:
    """When the post's own text was last written. `saved_at` would tell of texts nobody sees yet."""
    return (
        select(Revision.saved_at)
        .where(Revision.post_id == Post.id, Revision.kind == RevisionKind.SAVE)
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
        .label("written_at")
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


def _entry(row: _Row, labels: tuple[Label, ...], said: Said | None, *, site_url: str) -> Entry:
    return Entry(
        id=row.entry_id,
        url=site.absolute(site_url, site.post_path(row.slug)),
        title=row.title.strip(),
        lang=row.lang,
        summary=(row.summary or row.excerpt).strip(),
        content_html="\n".join(
            part for part in (row.feed_html, *(said.html if said else ())) if part
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


def _changed_at(rows: Sequence[_Row], said: Iterable[Said], *, made_at: datetime) -> datetime:
    """When something here last came, changed or was taken back.

    A withdrawn post is no longer among the rows, so the last withdrawal of the whole blog counts:
    otherwise this moment would go back, and a reader would be told that nothing changed.
    """
    moments = [made_at, session().scalar(select(func.max(Post.withdrawn_at)))]
    moments += [each.changed_at for each in said]
    for row in rows:
        moments += [row.published_at, row.updated_at, row.written_at]
    return max(moment for moment in moments if moment is not None)

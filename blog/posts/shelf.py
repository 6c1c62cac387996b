"""What lies on the desk: lists of pieces in every state, with what a row shows and no texts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from blog.db import session
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, Status
from blog.posts.queries import is_live
from blog.topics.models import PostTag, Tag, Theme, ThemeEntry


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A theme as a row shows it."""

    title: str
    cloth: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A piece as the desk lists it."""

    id: int
    kind: str
    status: Status
    title: str
    lang: str
    slug: str
    version: int
    saved_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    trashed_at: datetime | None
    word_count: int
    character_count: int
    themes: tuple[Heading, ...] = ()


def status(at: datetime) -> ColumnElement[str]:
    """The status of a row at the given moment, as `Post.status` tells it of an object."""
    return case(
        (Post.trashed_at.is_not(None), Status.TRASHED),
        (Post.withdrawn_at.is_not(None), Status.WITHDRAWN),
        (Post.published_at.is_(None), Status.DRAFT),
        (is_live(at), Status.LIVE),
        else_=Status.SCHEDULED,
    )


def in_hand(at: datetime) -> list[Row]:
    """Every page, and every post that is not live; what was touched last comes first."""
    wanted = _rows(at).where(or_(Post.kind == "page", status(at) != Status.LIVE))
    return _read(wanted.order_by(Post.saved_at.desc(), Post.id.desc()))


def published(at: datetime, *, limit: int, offset: int = 0, title: str = "") -> list[Row]:
    """Live posts, newest first; only those whose title contains `title`, if it is given."""
    wanted = _titled(_rows(at).where(Post.kind == "post", is_live(at)), title)
    ordered = wanted.order_by(Post.published_at.desc(), Post.id.desc())
    return _read(ordered.limit(limit).offset(offset))


def published_count(at: datetime, *, title: str = "") -> int:
    counted = select(func.count()).select_from(Post).where(Post.kind == "post", is_live(at))
    return session().scalar(_titled(counted, title)) or 0


def fields_of(post: Post) -> Fields:
    """What the writer has decided about a post, as the form shows it and a save takes it."""
    tags = (
        select(Tag.name)
        .join(PostTag, PostTag.tag_id == Tag.id)
        .where(PostTag.post_id == post.id)
        .order_by(PostTag.position)
    )
    themes = select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post.id)
    return Fields(
        title=post.title,
        source=post.source,
        slug=post.slug,
        lang=post.lang,
        summary=post.summary,
        spoiler_notice=post.spoiler_notice,
        tags=tuple(session().scalars(tags)),
        themes=tuple(sorted(session().scalars(themes))),
        cover_id=post.cover_id,
        cover_alt=post.cover_alt,
        cover_caption=post.cover_caption,
    )


def by_entry_id(entry_id: str) -> Post | None:
    return session().scalar(select(Post).where(Post.entry_id == entry_id))


def is_last_saved(post: Post, fields: Fields) -> bool:
    """Whether the last explicit save stored exactly this."""
    newest = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number.desc())
    last = session().scalar(newest.limit(1))
    if last is None or (last.title, last.source) != (fields.title, fields.source):
        return False
    return bool(last.fields == json.loads(json.dumps(fields.beside_the_text())))


def _rows(at: datetime) -> Select[*tuple[Any, ...]]:
    return select(
        Post.id,
        Post.kind,
        status(at).label("status"),
        Post.title,
        Post.lang,
        Post.slug,
        Post.version,
        Post.saved_at,
        Post.published_at,
        Post.withdrawn_at,
        Post.trashed_at,
        Post.word_count,
        Post.character_count,
    )


def _read(wanted: Select[*tuple[Any, ...]]) -> list[Row]:
    found = [dict(row) for row in session().execute(wanted).mappings()]
    themes = _themes(row["id"] for row in found)
    return [
        Row(**row | {"status": Status(row["status"]), "themes": themes.get(row["id"], ())})
        for row in found
    ]


def _themes(post_ids: Iterable[int]) -> dict[int, tuple[Heading, ...]]:
    kept = (
        select(ThemeEntry.post_id, Theme.title, Theme.cloth)
        .join(Theme, Theme.id == ThemeEntry.theme_id)
        .where(ThemeEntry.post_id.in_(list(post_ids)))
        .order_by(Theme.position, Theme.id)
    )
    themes: dict[int, tuple[Heading, ...]] = {}
    for post_id, title, cloth in session().execute(kept):
        themes[post_id] = (*themes.get(post_id, ()), Heading(title=title, cloth=cloth))
    return themes


def _titled(wanted: Select[*tuple[Any, ...]], title: str) -> Select[*tuple[Any, ...]]:
    return wanted.where(Post.title.icontains(title, autoescape=True)) if title else wanted

"""Pieces as the desk lists them, in every state: what a row shows, and no texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from blog.db import session
from blog.posts.models import Post, Status
from blog.posts.queries import is_live
from blog.topics.models import PostTag, ThemeEntry
from blog.topics.queries import Head, heads_of

# What a page can list of a tag or a theme and still be read.
MOST_LISTED: Final = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    """A piece as the desk lists it."""

    id: int
    kind: str
    status: Status
    title: str
    lang: str
    saved_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    trashed_at: datetime | None
    word_count: int
    character_count: int
    themes: Sequence[Head] = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece that can be chosen or moved."""

    id: int
    title: str
    lang: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A piece in a theme's order."""

    piece: Piece
    note: str = ""
    is_start: bool = False


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


def under_theme(theme_id: int) -> list[Line]:
    """Everything under the theme, in its order, whether readers can see it or not."""
    rows = session().execute(
        select(Post.id, Post.title, Post.lang, ThemeEntry.note, ThemeEntry.is_start)
        .join(ThemeEntry, ThemeEntry.post_id == Post.id)
        .where(ThemeEntry.theme_id == theme_id)
        .order_by(ThemeEntry.position, Post.id)
    )
    return [
        Line(piece=Piece(id=id_, title=title, lang=lang), note=note, is_start=is_start)
        for id_, title, lang, note, is_start in rows
    ]


def not_under_theme(theme_id: int) -> list[Piece]:
    """The newest posts that could be put under it: not there yet, and not in the trash."""
    there = select(ThemeEntry.post_id).where(ThemeEntry.theme_id == theme_id)
    rows = session().execute(
        select(Post.id, Post.title, Post.lang)
        .where(Post.kind == "post", Post.trashed_at.is_(None), Post.id.not_in(there))
        .order_by(Post.id.desc())
        .limit(MOST_LISTED)
    )
    return [Piece(id=id_, title=title, lang=lang) for id_, title, lang in rows]


def under_tag(tag_id: int) -> list[Piece]:
    """The newest pieces with the tag."""
    rows = session().execute(
        select(Post.id, Post.title, Post.lang)
        .join(PostTag, PostTag.post_id == Post.id)
        .where(PostTag.tag_id == tag_id)
        .order_by(Post.id.desc())
        .limit(MOST_LISTED)
    )
    return [Piece(id=id_, title=title, lang=lang) for id_, title, lang in rows]


def _rows(at: datetime) -> Select[*tuple[Any, ...]]:
    return select(
        Post.id,
        Post.kind,
        status(at).label("status"),
        Post.title,
        Post.lang,
        Post.saved_at,
        Post.published_at,
        Post.withdrawn_at,
        Post.trashed_at,
        Post.word_count,
        Post.character_count,
    )


def _read(wanted: Select[*tuple[Any, ...]]) -> list[Row]:
    found = [dict(row) for row in session().execute(wanted).mappings()]
    themes = heads_of([row["id"] for row in found])
    return [
        Row(**row | {"status": Status(row["status"]), "themes": themes.get(row["id"], ())})
        for row in found
    ]


def _titled(wanted: Select[*tuple[Any, ...]], title: str) -> Select[*tuple[Any, ...]]:
    return wanted.where(Post.title.icontains(title, autoescape=True)) if title else wanted

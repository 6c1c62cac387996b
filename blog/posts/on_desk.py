"""Pieces as the desk lists them, in every state: what a row shows, and no texts.

A piece that readers cannot see is listed as its newest text has it; one that they can see as they
see it, with a flag where changes wait to be published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from blog.db import session
from blog.posts.models import Post, Revision, Status, WorkingCopy
from blog.posts.queries import is_live, not_live
from blog.posts.trash import gone_at
from blog.topics.models import PostTag, ThemeEntry
from blog.topics.queries import Head, heads_of, heads_with
from blog.works.models import Review

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
    title_lang: str
    saved_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    trashed_at: datetime | None
    word_count: int
    character_count: int
    has_changes: bool
    themes: Sequence[Head] = ()

    @property
    def gone_at(self) -> datetime | None:
        """When what lies in the trash is forgotten."""
        return gone_at(self.trashed_at) if self.trashed_at is not None else None


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
    wanted = rows(at).where(Post.id.in_(not_live(at)))
    return read(wanted.order_by(Post.saved_at.desc(), Post.id.desc()))


def published(at: datetime, *, limit: int, offset: int = 0, title: str = "") -> list[Row]:
    """Live posts, newest first; only those whose title contains `title`, if it is given."""
    wanted = _titled(rows(at).where(Post.kind == "post", is_live(at)), title)
    ordered = wanted.order_by(Post.published_at.desc(), Post.id.desc())
    return read(ordered.limit(limit).offset(offset))


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


_PIECES: Final = select(Post.id, Post.title, Post.lang)


def not_under_theme(theme_id: int) -> list[Piece]:
    """The newest posts that could be put under it: not there yet, and not in the trash."""
    there = select(ThemeEntry.post_id).where(ThemeEntry.theme_id == theme_id)
    return _newest(
        _PIECES.where(Post.kind == "post", Post.trashed_at.is_(None), Post.id.not_in(there))
    )


def under_tag(tag_id: int) -> list[Piece]:
    """The newest pieces with the tag."""
    return _newest(
        _PIECES.join(PostTag, PostTag.post_id == Post.id).where(PostTag.tag_id == tag_id)
    )


def reviewing(work_id: int) -> list[Piece]:
    """The newest pieces that review the work."""
    return _newest(_PIECES.join(Review, Review.post_id == Post.id).where(Review.work_id == work_id))


def _newest(pieces: Select[int, str, str]) -> list[Piece]:
    rows = session().execute(pieces.order_by(Post.id.desc()).limit(MOST_LISTED))
    return [Piece(id=id_, title=title, lang=lang) for id_, title, lang in rows]


def rows(at: datetime) -> Select[*tuple[Any, ...]]:
    """What `read` makes rows of; narrow it, order it, and give it a limit."""
    has_copy = Revision.id.is_not(None)
    is_shown = status(at) == Status.LIVE
    own = or_(is_shown, Revision.id.is_(None))
    waits = or_(is_shown, status(at) == Status.SCHEDULED)
    return (
        select(
            Post.id,
            Post.kind,
            status(at).label("status"),
            case((own, Post.title), else_=Revision.title).label("title"),
            Post.lang,
            Post.title_lang,
            Post.saved_at,
            Post.published_at,
            Post.withdrawn_at,
            Post.trashed_at,
            case((own, Post.word_count), else_=Revision.word_count).label("word_count"),
            case((own, Post.character_count), else_=Revision.character_count).label(
                "character_count"
            ),
            and_(has_copy, waits).label("has_changes"),
            case((own, None), else_=Revision.fields).label("newest_fields"),
        )
        .outerjoin(WorkingCopy, WorkingCopy.post_id == Post.id)
        .outerjoin(Revision, Revision.id == WorkingCopy.revision_id)
    )


def read(wanted: Select[*tuple[Any, ...]]) -> list[Row]:
    """Three queries at most, however many rows."""
    found = [dict(row) for row in session().execute(wanted).mappings()]
    newest = {row["id"]: row.pop("newest_fields") for row in found}
    chosen = {post_id: fields.get("themes", ()) for post_id, fields in newest.items() if fields}
    kept = heads_of([row["id"] for row in found])
    typed = heads_with(theme for themes in chosen.values() for theme in themes)
    under = kept | {
        post_id: [head for head in typed.values() if head.id in themes]
        for post_id, themes in chosen.items()
    }
    return [
        Row(**row | {"status": Status(row["status"]), "themes": under.get(row["id"], ())})
        for row in found
    ]


def _titled(wanted: Select[*tuple[Any, ...]], title: str) -> Select[*tuple[Any, ...]]:
    return wanted.where(Post.title.icontains(title, autoescape=True)) if title else wanted

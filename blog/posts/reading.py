"""What readers are shown of posts in lists: a line, or an entry. One whole piece: in_full.py.

Everything here starts from `queries.live`. Lists select the columns that they show and never a
text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeAlias

from sqlalchemy import Text, case, cast, func, select, true

from blog import site
from blog.db import AT, Found, Statement, rows
from blog.markdown import Picture as ShownPicture
from blog.media.models import Picture
from blog.media.shown import shown_from
from blog.posts.models import Post
from blog.posts.queries import is_live, live, not_live
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.works.models import Review

_LONGEST_HEADLINE: Final = 60

Chosen: TypeAlias = Statement


@dataclass(frozen=True, kw_only=True)
class Cover(ShownPicture):
    """A picture as a template shows it, with the words for this use of it."""

    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A piece in its shortest form. `title` is what to call it, also where it has none.

    `rating` is that of the one work that it reviews, in half stars.
    """

    path: str
    title: str
    lang: str
    title_lang: str
    published_at: datetime
    rating: int | None = None


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The pages that stand in it, in the blogger’s order, and whether there are works to list."""

    pages: Sequence[Line]
    has_works: bool

    def holds(self, path: str) -> bool:
        """Whether one of its pages is at this decoded path."""
        return any(site.decoded(page.path) == path for page in self.pages)


@dataclass(frozen=True, kw_only=True)
class Entry(Line):
    """A piece in a list, with the themes that stand in the margin beside it."""

    dek: str
    reading_minutes: int
    spoiler_count: int
    gives_something_away: bool
    cover: Cover | None
    heads: Sequence[Head] = ()


# Of several works none speaks for the piece.
RATING: Final = (
    select(case((func.count() == 1, func.max(Review.rating))))
    .where(Review.post_id == Post.id)
    .correlate(Post)
    .scalar_subquery()
    .label("rating")
)
LINE: Final = (
    Post.kind,
    Post.slug,
    Post.title,
    Post.lang,
    Post.title_lang,
    Post.excerpt,
    Post.published_at,
    RATING,
)
COVER: Final = (
    Picture.path,
    Picture.width,
    Picture.height,
    Picture.tint,
    cast(Picture.sizes, Text).label("sizes"),
)
ENTRY: Final = (
    Post.id,
    *LINE,
    Post.summary,
    Post.reading_minutes,
    Post.spoiler_count,
    Post.spoiler_notice,
    Post.cover_alt,
    *COVER,
)


def latest(at: datetime, *, limit: int) -> list[Entry]:
    return entries(rows(_latest(limit), at=at))


def count(at: datetime) -> int:
    return int(rows(_count(), at=at)[0].pieces)


def entries(found: Sequence[Found]) -> list[Entry]:
    """What a list shows of rows that select `ENTRY`, in their order. One query, for the heads."""
    heads = topics.heads_of([row.id for row in found])
    return [entry(row, heads=heads.get(row.id, ())) for row in found]


def navigation(at: datetime) -> Navigation:
    """What the top bar of each page asks for, in one query."""
    found = rows(_navigation(), at=at)
    return Navigation(
        pages=[line(row) for row in found if row.id is not None], has_works=found[0].has_works
    )


def with_columns(chosen: Chosen, columns: Sequence[Any]) -> Chosen:
    """The chosen posts, but of them (and their covers) only these columns."""
    return chosen.outerjoin(Picture, Picture.id == Post.cover_id).with_only_columns(*columns)


@cache
def _latest(limit: int) -> Chosen:
    return with_columns(live(AT).limit(limit), ENTRY)


@cache
def _count() -> Chosen:
    """All, less those that are not live: to count the live ones took 0.5 ms among 10,000."""
    rest = not_live(AT).subquery()
    every = select(func.count()).select_from(Post).scalar_subquery()
    hidden = select(func.count(rest.c.id.distinct())).scalar_subquery()
    return select((every - hidden).label("pieces"))


@cache
def _navigation() -> Chosen:
    reviews = select(Review.post_id).join(Post, Post.id == Review.post_id)
    has_works = reviews.where(Post.kind == "post", is_live(AT)).exists()
    one = select(has_works.label("has_works")).subquery()
    pages = with_columns(
        live(AT, kind="page").where(Post.navigation_position.is_not(None)).order_by(None),
        (Post.id, Post.navigation_position, *LINE),
    ).subquery()
    return (
        select(one, pages)
        .select_from(one.outerjoin(pages, true()))
        .order_by(pages.c.navigation_position, pages.c.id)
    )


def line(row: Found) -> Line:
    return Line(
        path=site.piece_path(row.kind, row.slug),
        title=headline(row.title, row.excerpt),
        lang=row.lang,
        title_lang=row.title_lang,
        published_at=row.published_at,
        rating=row.rating,
    )


def entry(row: Found, *, heads: Sequence[Head] = ()) -> Entry:
    return Entry(
        path=site.piece_path(row.kind, row.slug),
        title=headline(row.title, row.excerpt),
        lang=row.lang,
        title_lang=row.title_lang,
        published_at=row.published_at,
        rating=row.rating,
        dek=row.summary or row.excerpt,
        reading_minutes=row.reading_minutes,
        spoiler_count=row.spoiler_count,
        gives_something_away=row.spoiler_count > 0 or bool(row.spoiler_notice),
        cover=cover(row, alt=row.cover_alt),
        heads=heads,
    )


def cover(row: Found, *, alt: str) -> Cover | None:
    """The picture of a row that selects `COVER` through an outer join."""
    if row.path is None:
        return None
    picture = shown_from(row.path, row.width, row.height, row.tint, row.sizes)
    return Cover(**vars(picture), alt=alt)


def headline(title: str, excerpt: str) -> str:
    """What to call a piece: its title, else its first words."""
    if title.strip():
        return title
    first, cut, _ = excerpt[: _LONGEST_HEADLINE + 1].rpartition(" ")
    return f"{first}…" if cut and len(excerpt) > _LONGEST_HEADLINE else excerpt or "Untitled"

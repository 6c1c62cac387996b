"""What readers are shown of posts: a line, an entry in a list, one whole piece.

Everything here starts from `queries.live`, except `piece`, which leaves it to its caller to look at
the status. Lists select the columns that they show and never a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeAlias

from sqlalchemy import Text, bindparam, case, cast, func, select, true
from sqlalchemy.orm import undefer

from blog import site, slugs
from blog.db import AT, Found, Statement, rows, session
from blog.languages import script_of
from blog.markdown import Picture as ShownPicture
from blog.media.models import Picture
from blog.media.shown import shown_from
from blog.posts import changes
from blog.posts.models import Change, Post
from blog.posts.queries import is_live, live
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.works.models import Review

# A first paragraph shorter than this leaves no room for an initial three lines high.
_SHORTEST_OPENING: Final = 240
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


@dataclass(frozen=True, kw_only=True)
class Entry(Line):
    """A piece in a list, with the themes that stand in the margin beside it."""

    dek: str
    reading_minutes: int
    spoiler_count: int
    gives_something_away: bool
    cover: Cover | None
    heads: Sequence[Head] = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A post or page in full. `opens_large`: its first paragraph can carry a large initial.

    `changes` are those that readers are told of, newest first.
    """

    post: Post
    title: str
    cover: Cover | None
    opens_large: bool
    changes: Sequence[Change] = ()


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


def piece(slug: str, *, kind: str) -> Piece | None:
    """The post or page of a slug in any form (other case, decomposed), whatever its status."""
    wanted = {"kind": kind, "slug": slugs.canonical(slug)}
    row = session().execute(_piece(), wanted).one_or_none()
    if row is None:
        return None
    return Piece(
        post=row.Post,
        title=headline(row.Post.title, row.Post.excerpt),
        cover=cover(row, alt=row.Post.cover_alt),
        opens_large=opens_large(row.opening, lang=row.Post.lang),
        changes=changes.told(row.Post),
    )


def with_columns(chosen: Chosen, columns: Sequence[Any]) -> Chosen:
    """The chosen posts, but of them (and their covers) only these columns."""
    return chosen.outerjoin(Picture, Picture.id == Post.cover_id).with_only_columns(*columns)


@cache
def _latest(limit: int) -> Chosen:
    return with_columns(live(AT).limit(limit), ENTRY)


@cache
def _count() -> Chosen:
    return live(AT).order_by(None).with_only_columns(func.count().label("pieces"))


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


@cache
def _piece() -> Chosen:
    return (
        select(Post, func.substr(Post.source, 1, _SHORTEST_OPENING * 2).label("opening"), *COVER)
        .options(undefer(Post.page_html))
        .outerjoin(Picture, Picture.id == Post.cover_id)
        .where(Post.kind == bindparam("kind"), Post.slug == bindparam("slug"))
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


def opens_large(source: str, *, lang: str) -> bool:
    """Whether a text begins with a paragraph that is long enough for a large initial letter.

    Only Latin letters are set so: the scripts without capitals have other customs.
    """
    paragraph = source.lstrip().partition("\n\n")[0]
    is_letter = paragraph[:1].isalpha() and script_of(lang) == script_of("en")
    return is_letter and len(paragraph) >= _SHORTEST_OPENING

"""One piece in full, as its own page shows it: read as columns, or put together for a proof.

Here alone a piece of any status is found; who may see it is for the caller to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from blog import site, slugs
from blog.db import Found, Statement, rows
from blog.languages import script_of
from blog.markdown import SafeHtml
from blog.posts import changes
from blog.posts.changes import Told
from blog.posts.models import Post, Status, status_of
from blog.posts.reading import COVER, Cover, cover, headline, with_columns

# A first paragraph shorter than this leaves no room for an initial three lines high.
_SHORTEST_OPENING: Final = 240
# What is shown as it is stored.
_SHOWN: Final = (
    *("id", "kind", "lang", "title_lang", "summary", "excerpt"),
    *("published_at", "updated_at", "withdrawn_at", "trashed_at"),
    *("spoiler_notice", "spoiler_count", "headings", "reading_minutes"),
    *("word_count", "character_count", "cover_caption", "page_html"),
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`title` is what to call it, also where it has none. `opens_large`: its first paragraph can
    carry a large initial. `changes` are those that readers are told of, newest first.
    """

    id: int
    kind: str
    path: str
    title: str
    lang: str
    title_lang: str
    summary: str
    excerpt: str
    published_at: datetime | None
    updated_at: datetime | None
    withdrawn_at: datetime | None
    trashed_at: datetime | None
    spoiler_notice: str
    spoiler_count: int
    headings: Sequence[Mapping[str, Any]]
    reading_minutes: int
    word_count: int
    character_count: int
    cover: Cover | None
    cover_caption: str
    opens_large: bool
    page_html: SafeHtml | None
    changes: Sequence[Told] = ()

    @property
    def gives_something_away(self) -> bool:
        return self.spoiler_count > 0 or bool(self.spoiler_notice)

    def status(self, at: datetime) -> Status:
        return status_of(self.published_at, self.withdrawn_at, self.trashed_at, at=at)

    def is_live(self, at: datetime) -> bool:
        return self.status(at) is Status.LIVE


def piece(slug: str, *, kind: str) -> Piece | None:
    """The post or page of a slug in any form (other case, decomposed), whatever its status."""
    found = rows(_piece(), kind=kind, slug=slugs.canonical(slug))
    return _shown(found[0]) if found else None


def opens_large(source: str, *, lang: str) -> bool:
    """Whether a text begins with a paragraph that is long enough for a large initial letter.

    Only Latin letters are set so: the scripts without capitals have other customs.
    """
    paragraph = source.lstrip().partition("\n\n")[0]
    is_letter = paragraph[:1].isalpha() and script_of(lang) == script_of("en")
    return is_letter and len(paragraph) >= _SHORTEST_OPENING


@cache
def _piece() -> Statement:
    opening = func.substr(Post.source, 1, _SHORTEST_OPENING * 2).label("opening")
    shown = [getattr(Post, name) for name in _SHOWN]
    chosen = select(Post).where(Post.kind == bindparam("kind"), Post.slug == bindparam("slug"))
    return with_columns(chosen, (*shown, Post.slug, Post.title, Post.cover_alt, opening, *COVER))


def _shown(row: Found) -> Piece:
    return Piece(
        **{name: getattr(row, name) for name in _SHOWN},
        path=site.piece_path(row.kind, row.slug),
        title=headline(row.title, row.excerpt),
        cover=cover(row, alt=row.cover_alt),
        opens_large=opens_large(row.opening, lang=row.lang),
        changes=changes.told(row.id) if row.updated_at else (),
    )

"""The pieces under a theme, or under a tag, as the desk lists and arranges them."""

from dataclasses import dataclass

from sqlalchemy import select

from blog.db import session
from blog.posts.models import Post
from blog.topics.models import PostTag, ThemeEntry

# What a page of the desk can list and still be read.
MOST_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class Piece:
    id: int
    title: str
    lang: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A piece in a theme's order."""

    piece: Piece
    note: str = ""
    is_start: bool = False


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

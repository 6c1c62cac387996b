"""Tags and themes as the desk lists them, with the number of pieces in whatever state."""

from dataclasses import dataclass

from sqlalchemy import func, select

from blog import slugs
from blog.db import session
from blog.topics.models import PostTag, Tag, Theme, ThemeEntry


@dataclass(frozen=True, kw_only=True)
class TagRow:
    id: int
    name: str
    description: str
    piece_count: int


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    id: int
    title: str
    cloth: str
    piece_count: int


def tags(*, containing: str = "") -> list[TagRow]:
    """Every tag, or those whose name contains the words; in alphabetical order."""
    counted = (
        select(Tag.id, Tag.name, Tag.description, func.count(PostTag.post_id))
        .outerjoin(PostTag, PostTag.tag_id == Tag.id)
        .group_by(Tag.id)
        .order_by(Tag.key)
    )
    if containing:
        counted = counted.where(Tag.key.contains(slugs.fold(containing), autoescape=True))
    return [
        TagRow(id=id_, name=name, description=description, piece_count=count)
        for id_, name, description, count in session().execute(counted)
    ]


def piece_count(tag: Tag) -> int:
    counted = select(func.count()).where(PostTag.tag_id == tag.id)
    return session().scalar(counted) or 0


def shared_count(tag: Tag, other: Tag) -> int:
    """How many pieces have both tags."""
    others = select(PostTag.post_id).where(PostTag.tag_id == other.id)
    counted = select(func.count()).where(PostTag.tag_id == tag.id, PostTag.post_id.in_(others))
    return session().scalar(counted) or 0


def themes() -> list[ThemeRow]:
    """Every theme, as they stand on the shelf."""
    counted = (
        select(Theme.id, Theme.title, Theme.cloth, func.count(ThemeEntry.post_id))
        .outerjoin(ThemeEntry, ThemeEntry.theme_id == Theme.id)
        .group_by(Theme.id)
        .order_by(Theme.position, Theme.id)
    )
    return [
        ThemeRow(id=id_, title=title, cloth=cloth, piece_count=count)
        for id_, title, cloth, count in session().execute(counted)
    ]

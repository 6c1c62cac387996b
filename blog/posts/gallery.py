"""The stored pictures as the desk lists and searches them, newest first; what still lacks words."""

from enum import StrEnum

from sqlalchemy import ColumnElement, func, not_, or_, select

from blog.db import session
from blog.media.models import Picture
from blog.posts.models import Post
from blog.posts.picture_uses import is_cover, is_used


class Shelf(StrEnum):
    """The part of the library that is looked at."""

    ALL = "all"
    WORDLESS = "no-words"
    UNUSED = "not-used"
    COVERS = "covers"


def newest(
    *, limit: int, offset: int = 0, shelf: Shelf = Shelf.ALL, words: str = ""
) -> list[Picture]:
    """Pictures of a shelf whose name or words contain `words`."""
    wanted = select(Picture).where(*_on(shelf, words))
    ordered = wanted.order_by(Picture.created_at.desc(), Picture.id.desc())
    return list(session().scalars(ordered.limit(limit).offset(offset)))


def picture_count(shelf: Shelf = Shelf.ALL, words: str = "") -> int:
    return session().scalar(select(func.count(Picture.id)).where(*_on(shelf, words))) or 0


def to_choose_from(current: int | None, *, limit: int, words: str = "") -> list[Picture]:
    """The newest pictures, and before them the one that is chosen now, if it is not among them."""
    pictures = newest(limit=limit, words=words)
    if current is None or current in {picture.id for picture in pictures}:
        return pictures
    chosen = session().get(Picture, current)
    return [chosen, *pictures] if chosen else pictures


def byte_count() -> int:
    return session().scalar(select(func.sum(Picture.byte_count))) or 0


def undescribed_count() -> int:
    """How many pictures, of all pieces but those in the trash, are shown without words."""
    counted = select(func.sum(Post.undescribed_count)).where(Post.trashed_at.is_(None))
    return session().scalar(counted) or 0


def _on(shelf: Shelf, words: str) -> list[ColumnElement[bool]]:
    conditions = [
        or_(
            Picture.name.icontains(word, autoescape=True),
            Picture.alt.icontains(word, autoescape=True),
        )
        for word in words.split()
    ]
    match shelf:
        case Shelf.WORDLESS:
            conditions.append(Picture.alt == "")
        case Shelf.UNUSED:
            conditions.append(not_(is_used()))
        case Shelf.COVERS:
            conditions.append(is_cover())
        case Shelf.ALL:
            pass
    return conditions

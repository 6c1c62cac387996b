"""The stored pictures as the desk shows them: newest first, each with the pieces that use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, union

from blog.db import session
from blog.media.models import Picture
from blog.posts.models import Post, PostPicture


@dataclass(frozen=True, kw_only=True)
class Use:
    """A piece that shows a picture, in its text or as its cover."""

    post_id: int
    title: str
    lang: str


def newest(*, limit: int, offset: int = 0) -> list[Picture]:
    ordered = select(Picture).order_by(Picture.created_at.desc(), Picture.id.desc())
    return list(session().scalars(ordered.limit(limit).offset(offset)))


def to_choose_from(current: int | None, *, limit: int) -> list[Picture]:
    """The newest pictures, and before them the one that is chosen now, if it is older."""
    pictures = newest(limit=limit)
    if current is None or current in {picture.id for picture in pictures}:
        return pictures
    chosen = session().get(Picture, current)
    return [chosen, *pictures] if chosen else pictures


def picture_count() -> int:
    return session().scalar(select(func.count()).select_from(Picture)) or 0


def byte_count() -> int:
    return session().scalar(select(func.sum(Picture.byte_count))) or 0


def uses(picture_ids: Sequence[int]) -> dict[int, list[Use]]:
    """Where each of these pictures is shown."""
    in_texts = select(PostPicture.picture_id, PostPicture.post_id)
    as_covers = select(Post.cover_id.label("picture_id"), Post.id.label("post_id"))
    shown = union(in_texts, as_covers).subquery()
    rows = session().execute(
        select(shown.c.picture_id, Post.id, Post.title, Post.lang)
        .join(Post, Post.id == shown.c.post_id)
        .where(shown.c.picture_id.in_(picture_ids))
        .order_by(Post.id.desc())
    )
    found: dict[int, list[Use]] = {}
    for picture_id, post_id, title, lang in rows:
        found.setdefault(picture_id, []).append(Use(post_id=post_id, title=title, lang=lang))
    return found

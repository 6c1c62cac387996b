"""Finding stored pictures."""

import re
from typing import Final

from sqlalchemy import Select, func, or_, select

from blog import site
from blog.db import session
from blog.media.models import Picture

_ADDRESS: Final = re.compile(rf"{site.MEDIA}([\w./-]+\w)")


def by_digest(digest: str) -> Picture | None:
    """The picture whose stored file, or whose upload, had this SHA-256."""
    return session().scalar(
        select(Picture)
        .where(or_(Picture.digest == digest, Picture.upload_digest == digest))
        .order_by(Picture.id)
        .limit(1)
    )


def other_recipe(recipe: int) -> Select[int]:
    """Ids of the pictures whose sizes were not made by this recipe."""
    return select(Picture.id).where(Picture.sized_by != recipe).order_by(Picture.id)


def unsized_count() -> int:
    """How many pictures have no sizes yet."""
    unsized = select(func.count()).select_from(Picture).where(Picture.sized_by == 0)
    return session().scalar(unsized) or 0


def named_in(source: str) -> dict[str, Picture]:
    """The pictures that a text names by their address, by that address."""
    paths = paths_in(source)
    if not paths:
        return {}
    stored = session().scalars(select(Picture).where(Picture.path.in_(paths)))
    return {picture.url: picture for picture in stored}


def paths_in(source: str) -> frozenset[str]:
    """The paths of stored pictures that a text names by their address."""
    return frozenset(_ADDRESS.findall(source))


def path_in(address: str) -> str | None:
    """The path of a stored picture, of the address that a page has for it."""
    match = _ADDRESS.fullmatch(address)
    return match[1] if match else None

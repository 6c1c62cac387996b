"""Which tag or theme an address means, also when it was renamed or merged since."""

from typing import Final

from sqlalchemy import ColumnElement, select, true

from blog.db import session
from blog.topics.models import Tag, TagAddress, Theme, ThemeAddress

_EVERY: Final[ColumnElement[bool]] = true()


def tag_at(slug: str, *, which: ColumnElement[bool] = _EVERY) -> Tag | None:
    """The tag with this slug, else the one that had it last; then its slug is another. Only one of
    `which`, if that is given.
    """
    former = select(TagAddress.tag_id).where(TagAddress.slug == slug).scalar_subquery()
    tags = select(Tag).where(which)
    return session().scalar(tags.where(Tag.slug == slug)) or session().scalar(
        tags.where(Tag.id == former)
    )


def theme_at(slug: str) -> Theme | None:
    """The theme with this slug, else the one that had it last; then its slug is another."""
    former = select(ThemeAddress.theme_id).where(ThemeAddress.slug == slug).scalar_subquery()
    return session().scalar(select(Theme).where(Theme.slug == slug)) or session().scalar(
        select(Theme).where(Theme.id == former)
    )

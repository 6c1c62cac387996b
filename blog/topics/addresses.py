"""Which tag or theme an address means, also when it was renamed or merged since."""

from sqlalchemy import select

from blog.db import session
from blog.topics.models import Tag, TagAddress, Theme, ThemeAddress


def tag_at(slug: str) -> Tag | None:
    """The tag with this slug, else the one that had it last; then its slug is another."""
    former = select(TagAddress.tag_id).where(TagAddress.slug == slug).scalar_subquery()
    return session().scalar(select(Tag).where(Tag.slug == slug)) or session().scalar(
        select(Tag).where(Tag.id == former)
    )


def theme_at(slug: str) -> Theme | None:
    """The theme with this slug, else the one that had it last; then its slug is another."""
    former = select(ThemeAddress.theme_id).where(ThemeAddress.slug == slug).scalar_subquery()
    return session().scalar(select(Theme).where(Theme.slug == slug)) or session().scalar(
        select(Theme).where(Theme.id == former)
    )

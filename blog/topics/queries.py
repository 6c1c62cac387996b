"""Finding tags and themes: by name, and beside a post, which is known by its id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, select

from blog import site, slugs
from blog.db import Statement, rows, session
from blog.topics.models import PostTag, Tag, Theme, ThemeEntry


@dataclass(frozen=True, kw_only=True)
class Head:
    """A theme as it stands in the margin."""

    id: int
    title: str
    slug: str
    cloth: str

    @property
    def path(self) -> str:
        return site.theme_path(self.slug)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A tag as a link."""

    id: int
    name: str
    slug: str

    @property
    def path(self) -> str:
        return site.tag_path(self.slug)


@dataclass(frozen=True, kw_only=True)
class Indexed(Label):
    """A tag with the number of pieces that a reader finds under it."""

    count: int


def heads_of(post_ids: Sequence[int]) -> dict[int, list[Head]]:
    """The themes of each post, as they stand on the shelf; posts without one are left out."""
    heads: dict[int, list[Head]] = {}
    for post_id, theme_id, title, slug, cloth in rows(_heads_of(), post_ids=post_ids):
        head = Head(id=theme_id, title=title, slug=slug, cloth=cloth)
        heads.setdefault(post_id, []).append(head)
    return heads


def heads_with(theme_ids: Iterable[int]) -> dict[int, Head]:
    """The themes of these ids, in the order of the shelf; those that are gone are left out."""
    found = session().execute(
        select(Theme.id, Theme.title, Theme.slug, Theme.cloth)
        .where(Theme.id.in_(set(theme_ids)))
        .order_by(Theme.position, Theme.id)
    )
    return {
        theme_id: Head(id=theme_id, title=title, slug=slug, cloth=cloth)
        for theme_id, title, slug, cloth in found
    }


def tags_of(post_id: int) -> list[Label]:
    """The tags of a post, in the order they were typed."""
    found = rows(_tags_of(), post_id=post_id)
    return [Label(id=tag_id, name=name, slug=slug) for tag_id, name, slug in found]


def tag_named(name: str) -> Tag | None:
    """The tag of this name, however it is spaced and capitalised."""
    return session().scalar(select(Tag).where(Tag.key == slugs.fold(name)))


@cache
def _heads_of() -> Statement:
    return (
        select(ThemeEntry.post_id, Theme.id, Theme.title, Theme.slug, Theme.cloth)
        .join(Theme, Theme.id == ThemeEntry.theme_id)
        .where(ThemeEntry.post_id.in_(bindparam("post_ids")))
        .order_by(Theme.position, Theme.id)
    )


@cache
def _tags_of() -> Statement:
    return (
        select(Tag.id, Tag.name, Tag.slug)
        .join(PostTag, PostTag.tag_id == Tag.id)
        .where(PostTag.post_id == bindparam("post_id"))
        .order_by(PostTag.position, Tag.id)
    )

"""Every address that something had once, for the desk: where the blog leads by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Subquery, func, literal, select, union_all

from blog import site
from blog.db import session
from blog.posts.models import Post, PostAddress
from blog.topics.models import Tag, TagAddress, Theme, ThemeAddress
from blog.works.models import Person, PersonAddress, Work, WorkAddress

# The address before the slug, and the shape of the one that it leads to.
_SHELVES: Final = {
    "tag": ("/tags/", site.tag_path),
    "theme": ("/themes/", site.theme_path),
    "work": ("/works/", site.work_path),
    "person": ("/works/people/", site.person_path),
}


@dataclass(frozen=True, kw_only=True)
class Former:
    """`path` is decoded, `target` is not."""

    path: str
    target: str


def formers(*, containing: str, limit: int, offset: int = 0) -> Sequence[Former]:
    """By path. One query."""
    found = _all()
    rows = session().execute(
        select(found)
        .where(found.c.path.icontains(containing, autoescape=True))
        .order_by(found.c.path)
        .limit(limit)
        .offset(offset)
    )
    return [Former(path=row.path, target=_target(row.kind, row.slug)) for row in rows]


def former_count(*, containing: str = "") -> int:
    found = _all()
    counted = select(func.count()).where(found.c.path.icontains(containing, autoescape=True))
    return session().scalar(counted) or 0


def targets_of(paths: Iterable[str]) -> dict[str, str]:
    """Where those of these (decoded) paths lead that something had once. One query."""
    found = _all()
    rows = session().execute(select(found).where(found.c.path.in_(list(paths))))
    return {row.path: _target(row.kind, row.slug) for row in rows}


def _all() -> Subquery:
    pieces = select(
        PostAddress.path.label("path"), Post.kind.label("kind"), Post.slug.label("slug")
    )
    return union_all(
        pieces.join(Post, Post.id == PostAddress.post_id),
        _kept(TagAddress, "tag", Tag.slug).join(Tag, Tag.id == TagAddress.tag_id),
        _kept(ThemeAddress, "theme", Theme.slug).join(Theme, Theme.id == ThemeAddress.theme_id),
        _kept(WorkAddress, "work", Work.slug).join(Work, Work.id == WorkAddress.work_id),
        _kept(PersonAddress, "person", Person.slug).join(
            Person, Person.id == PersonAddress.person_id
        ),
    ).subquery()


def _kept(table: Any, kind: str, slug: Any) -> Any:
    path = literal(_SHELVES[kind][0]) + table.slug + literal("/")
    return select(path.label("path"), literal(kind).label("kind"), slug.label("slug"))


def _target(kind: str, slug: str) -> str:
    return _SHELVES[kind][1](slug) if kind in _SHELVES else site.piece_path(kind, slug)

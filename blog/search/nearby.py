"""What stands near a search: the tag, theme or work that is called so, and where to go when nothing
was found. All of it is something that a reader can open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, select

from blog import slugs
from blog.db import session
from blog.posts import under_tags, under_themes
from blog.posts.under_works import is_reviewed
from blog.search import results
from blog.search.filters import Narrowed, narrow
from blog.search.query import Part, Query, parse
from blog.topics.queries import Label, tag_named
from blog.topics.resembling import resembling
from blog.works import queries as works
from blog.works.models import Work, WorkTitle
from blog.works.queries import WorkLine

_MOST_TAGS: Final = 6
_MOST_WORKS: Final = 3
_FEWEST_SHARED: Final = 3


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A page about the very thing that was looked for. `what`: "tag" or "theme"."""

    what: str
    name: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """The same search without one part of it: what to type, and how many pieces that finds."""

    part: str
    typed: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """Where else to look. `tags_resemble`: they look like what was typed; else they have most.

    `dropped` has each part that is alone in the way; where several are, `alone` is the words
    without any of them.
    """

    tags: Sequence[Label]
    tags_resemble: bool
    works: Sequence[WorkLine]
    dropped: Sequence[Dropped]
    alone: Dropped | None


def called(said: str, *, at: datetime) -> tuple[Sequence[Offer], Sequence[WorkLine]]:
    """What has exactly this name: tags and themes, and works in any of their titles."""
    name = slugs.fold(said.strip("《》"))
    if not name:
        return (), ()
    named = tag_named(name)
    tag = under_tags.tag_page(named.slug, at=at) if named else None
    offers = [Offer(what="tag", name=tag.name, path=tag.path)] if tag else []
    offers += [
        Offer(what="theme", name=theme.title, path=theme.path)
        for theme in under_themes.shelf(at)
        if slugs.fold(theme.title) == name
    ]
    return offers, _works(WorkTitle.key == name, at=at)


def most_used(at: datetime) -> Sequence[Label]:
    """Tags to begin with."""
    return under_tags.of_late(at, limit=_MOST_TAGS)


def nearby(query: Query, *, at: datetime, zone: str) -> Nearby:
    """For a search that found nothing."""
    tags = under_tags.in_use(at)
    like = _like(query.said, tags)
    begins = slugs.fold(query.said)[:_FEWEST_SHARED]
    in_the_way = [part for part in query.parts if part.narrows]
    dropped = [found for part in in_the_way if (found := _without(query, part, at=at, zone=zone))]
    return Nearby(
        tags=like or most_used(at),
        tags_resemble=bool(like),
        works=_works(WorkTitle.key.startswith(begins, autoescape=True), at=at)
        if len(begins) == _FEWEST_SHARED
        else (),
        dropped=dropped,
        alone=None if dropped else _without(query, *in_the_way, at=at, zone=zone),
    )


def _like(said: str, tags: Sequence[Label]) -> list[Label]:
    """Those that a word may be a slip for, then those that begin as it does."""
    words = [slugs.fold(word) for word in (said, *said.split()) if len(word) >= _FEWEST_SHARED]
    slips = {resembling(word, (tag.name for tag in tags)) for word in words}
    beginnings = tuple(word[:_FEWEST_SHARED] for word in words)
    found = [tag for tag in tags if tag.name in slips]
    found += [
        tag
        for tag in tags
        if tag not in found and beginnings and slugs.fold(tag.name).startswith(beginnings)
    ]
    return found[:_MOST_TAGS]


def _works(is_it: ColumnElement[bool], *, at: datetime) -> list[WorkLine]:
    ids = session().scalars(
        select(Work.id)
        .join(WorkTitle, WorkTitle.work_id == Work.id)
        .where(is_it, is_reviewed(at))
        .distinct()
        .limit(_MOST_WORKS)
    )
    return list(works.lines(ids).values())


def _without(query: Query, *parts: Part, at: datetime, zone: str) -> Dropped | None:
    """The same search without these parts, if anything is left to look for and to be found."""
    typed = query.without(*parts)
    rest = parse(typed)
    if not parts or not rest.parts:
        return None
    narrowed: Narrowed = narrow(rest, at=at, zone=zone)
    count = results.count(rest, narrowed, terms=rest.terms, at=at)
    return Dropped(part=parts[0].typed, typed=typed, count=count) if count else None

"""What `tag:`, `theme:`, `year:` and `kind:` mean on this blog, as conditions on posts.

A value that means nothing here is said in a sentence, with what may have been meant. A tag or theme
that only drafts have means nothing to a reader.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, not_, select

from blog import slugs, zones
from blog.db import session
from blog.posts import under_tags
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.search.query import Filter, Part, Query
from blog.topics import addresses
from blog.topics.models import PostTag, Theme, ThemeEntry
from blog.topics.queries import tag_named
from blog.topics.resembling import resembling
from blog.works.models import KINDS, Review, Work

_YEARS: Final = re.compile(r"(\d{4})(?:\s*(?:[-–—~〜]|\.\.)\s*(\d{4}))?", re.ASCII)
# Whatever it is a review of.
ANY_REVIEW: Final = "review"
_EMPTY: Final = {
    "tag": "The name of a tag belongs after “tag:”, as in tag:winter.",
    "theme": 'The title of a theme belongs after “theme:”, as in theme:"slow trains".',
    "year": "A year belongs after “year:”, as in year:2024 or year:2019-2021.",
    "kind": "What is reviewed belongs after “kind:”, as in kind:film.",
}


@dataclass(frozen=True, kw_only=True)
class Misunderstood:
    """A sentence about a part of a query. `meant` is what to type in its place, "" for no idea."""

    sentence: str
    part: Part
    meant: str = ""


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """The conditions of a query, those on the kind of work apart: they can be chosen by a link."""

    conditions: tuple[ColumnElement[bool], ...] = ()
    kind_conditions: tuple[ColumnElement[bool], ...] = ()
    misunderstood: tuple[Misunderstood, ...] = ()


def narrow(query: Query, *, at: datetime, zone: str) -> Narrowed:
    """What the filters of a query ask of posts."""
    conditions: list[ColumnElement[bool]] = []
    of_kind: list[ColumnElement[bool]] = []
    misunderstood: list[Misunderstood] = []
    for part, asked in query.filters:
        found = _condition(part, asked, at=at, zone=zone)
        if isinstance(found, Misunderstood):
            misunderstood.append(found)
        else:
            group = of_kind if asked.key == "kind" else conditions
            group.append(not_(found) if part.is_excluded else found)
    return Narrowed(
        conditions=tuple(conditions),
        kind_conditions=tuple(of_kind),
        misunderstood=tuple(misunderstood),
    )


def _condition(
    part: Part, asked: Filter, *, at: datetime, zone: str
) -> ColumnElement[bool] | Misunderstood:
    if not asked.value:
        return Misunderstood(sentence=_EMPTY[asked.key], part=part)
    match asked.key:
        case "tag":
            return _tag(part, asked, at=at)
        case "theme":
            return _theme(part, asked, at=at)
        case "year":
            return _year(part, asked, zone=zone)
        case _:
            return _kind(part, asked)


def _tag(part: Part, asked: Filter, *, at: datetime) -> ColumnElement[bool] | Misunderstood:
    tag = tag_named(asked.value) or addresses.tag_at(slugs.slugify(asked.value))
    live = under_tags.tag_page(tag.slug, at=at) if tag else None
    if live is not None:
        return Post.id.in_(select(PostTag.post_id).where(PostTag.tag_id == live.id))
    names = [tag.name for tag in under_tags.in_use(at)]
    return _unknown(part, asked, "There is no tag", resembling(asked.value, names))


def _theme(part: Part, asked: Filter, *, at: datetime) -> ColumnElement[bool] | Misunderstood:
    is_live = Theme.id.in_(
        select(ThemeEntry.theme_id).where(ThemeEntry.post_id.not_in(not_live(at)))
    )
    rows = session().execute(select(Theme.id, Theme.title).where(is_live))
    titles: dict[int, str] = {row.id: row.title for row in rows}
    named = (id_ for id_, title in titles.items() if slugs.fold(title) == slugs.fold(asked.value))
    addressed = addresses.theme_at(slugs.slugify(asked.value))
    theme_id = next(named, addressed.id if addressed else None)
    if theme_id in titles:
        return Post.id.in_(select(ThemeEntry.post_id).where(ThemeEntry.theme_id == theme_id))
    return _unknown(part, asked, "There is no theme", resembling(asked.value, titles.values()))


def _year(part: Part, asked: Filter, *, zone: str) -> ColumnElement[bool] | Misunderstood:
    match = _YEARS.fullmatch(asked.value)
    years = sorted(int(year) for year in match.groups() if year) if match else []
    if not years or years[0] < zones.FIRST_YEAR or years[-1] > zones.LAST_YEAR:
        sentence = f"“{asked.value}” is no year. Write year:2024, or year:2019-2021 for several."
        return Misunderstood(sentence=sentence, part=part)
    first, end = zones.start_of_year(years[0], zone), zones.start_of_year(years[-1] + 1, zone)
    return and_(Post.published_at >= first, Post.published_at < end)


def _kind(part: Part, asked: Filter) -> ColumnElement[bool] | Misunderstood:
    named = slugs.fold(asked.value)
    kind = next((each for each in (*KINDS, ANY_REVIEW) if named in (each, f"{each}s")), None)
    if kind is None:
        known = ", ".join((ANY_REVIEW, *KINDS[:-1]))
        sentence = f"“{asked.value}” is no kind of piece. There are {known} and {KINDS[-1]}."
        return Misunderstood(sentence=sentence, part=part)
    reviews = select(Review.post_id)
    if kind == ANY_REVIEW:
        return Post.id.in_(reviews)
    return Post.id.in_(reviews.join(Work, Work.id == Review.work_id).where(Work.kind == kind))


def _unknown(part: Part, asked: Filter, there_is_none: str, meant: str | None) -> Misunderstood:
    return Misunderstood(
        sentence=f"{there_is_none} “{asked.value}”.",
        part=part,
        meant=f"{'-' if part.is_excluded else ''}{asked.key}:{quoted(meant)}" if meant else "",
    )


def quoted(value: str) -> str:
    """A value as it is typed after a colon."""
    return f'"{value}"' if " " in value else value

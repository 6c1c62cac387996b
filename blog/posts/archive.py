"""Live posts by year, in the blog's time zone: how many each year has, and their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, extract, func, literal, select, union_all

from blog import zones
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import LINE, Chosen, Line, line, with_columns

# The archive shows so many of each year, and a link to the rest.
SHOWN: Final = 10


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year with the number of its posts; `lines` may hold fewer."""

    number: int
    count: int
    lines: Sequence[Line] = ()


def years(at: datetime, *, zone: str) -> list[Year]:
    """The years that have a live post, newest first, without lines. Two queries."""
    year = extract("year", Post.published_at)
    in_utc = session().scalars(live(at).order_by(None).with_only_columns(year).distinct())
    # Where clocks run ahead or behind, a post may belong to the year beside its year in UTC.
    numbers = sorted({int(number) + step for number in in_utc for step in (-1, 0, 1)}, reverse=True)
    if not numbers:
        return []
    starts = [
        (Post.published_at >= zones.start_of_year(number, zone), number) for number in numbers
    ]
    counted = (
        live(at)
        .order_by(None)
        .with_only_columns(case(*starts).label("number"), func.count().label("pieces"))
        .group_by("number")
    )
    counts = {row.number: row.pieces for row in session().execute(counted)}
    return [Year(number=number, count=counts[number]) for number in numbers if number in counts]


def with_lines(found: Sequence[Year], *, at: datetime, zone: str) -> list[Year]:
    """The same years, each with its newest lines. One query."""
    if not found:
        return []
    parts = [_part(live(at).where(_within(year.number, zone)).limit(SHOWN), year) for year in found]
    lines: dict[int, list[Line]] = {year.number: [] for year in found}
    for row in session().execute(union_all(*parts)):
        lines[row.year].append(line(row))
    return [Year(number=year.number, count=year.count, lines=lines[year.number]) for year in found]


def lines_of(year: int, *, at: datetime, zone: str) -> list[Line]:
    """Every live post of a year, newest first."""
    chosen = live(at).where(_within(year, zone))
    return [line(row) for row in session().execute(with_columns(chosen, LINE))]


def _within(year: int, zone: str) -> ColumnElement[bool]:
    return and_(
        Post.published_at >= zones.start_of_year(year, zone),
        Post.published_at < zones.start_of_year(year + 1, zone),
    )


def _part(chosen: Chosen, year: Year) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    inner = chosen.with_only_columns(*LINE).subquery()
    return select(literal(year.number).label("year"), inner)

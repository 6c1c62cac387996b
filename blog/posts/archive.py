"""Live posts by year, in the blog's time zone: how many each year has, and their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    and_,
    column,
    func,
    literal,
    select,
    union_all,
    values,
)

from blog import zones
from blog.db import UtcDateTime, session
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
    all_live = live(at).order_by(None).with_only_columns(Post.published_at)
    oldest = all_live.order_by(Post.published_at).limit(1).scalar_subquery()
    newest = all_live.order_by(Post.published_at.desc()).limit(1).scalar_subquery()
    first, last = session().execute(select(oldest, newest)).one()
    if first is None or last is None:
        return []
    numbers = range(zones.to_local(last, zone).year, zones.to_local(first, zone).year - 1, -1)
    spans = _spans(numbers, zone)
    within = and_(Post.published_at >= spans.c.start, Post.published_at < spans.c.end)
    counted = all_live.with_only_columns(func.count()).where(within).scalar_subquery()
    rows = session().execute(
        select(spans.c.number, counted.label("pieces")).order_by(spans.c.number.desc())
    )
    return [Year(number=row.number, count=row.pieces) for row in rows if row.pieces]


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


def _spans(numbers: Sequence[int], zone: str) -> CTE:
    """The years as a table of their beginnings and ends, so that an index can count each."""
    columns = column("number", Integer), column("start", UtcDateTime), column("end", UtcDateTime)
    rows = [
        (number, zones.start_of_year(number, zone), zones.start_of_year(number + 1, zone))
        for number in numbers
    ]
    return values(*columns, name="spans").data(rows).cte("spans")


def _within(year: int, zone: str) -> ColumnElement[bool]:
    return and_(
        Post.published_at >= zones.start_of_year(year, zone),
        Post.published_at < zones.start_of_year(year + 1, zone),
    )


def _part(chosen: Chosen, year: Year) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    inner = chosen.with_only_columns(*LINE).subquery()
    return select(literal(year.number).label("year"), inner)

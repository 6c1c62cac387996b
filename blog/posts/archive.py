"""Live posts by year and month, in the blog's time zone: how many each has, and their lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    column,
    func,
    literal,
    select,
    union_all,
    values,
)

from blog import site, zones
from blog.db import UtcDateTime, session
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import LINE, Chosen, Line, line, with_columns

# The archive shows so many of each year, and a link to the rest; a long year does so by month.
SHOWN: Final = 10
LONG: Final = 100

Span: TypeAlias = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year with the number of its posts; `lines` may hold fewer."""

    number: int
    count: int
    lines: Sequence[Line] = ()


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month (1 to 12) of a year; `lines` may hold fewer than its `count`."""

    year: int
    number: int
    count: int = 0
    lines: Sequence[Line] = ()

    @property
    def path(self) -> str:
        return site.month_path(self.year, self.number)


def years(at: datetime, *, zone: str) -> list[Year]:
    """The years that have a live post, newest first, without lines. Two queries."""
    years_between = _years_between(at, zone)
    if not years_between:
        return []
    spans = as_table(years_between)
    counted = _inside(spans, at=at).with_only_columns(func.count()).scalar_subquery()
    rows = session().execute(select(spans.c.number, counted.label("pieces")))
    found = [Year(number=row.number, count=row.pieces) for row in rows if row.pieces]
    return sorted(found, key=lambda year: year.number, reverse=True)


def year_numbers(at: datetime, *, zone: str) -> list[int]:
    """The same years uncounted: to count 20,000 posts takes longer than the rest of a year's page.
    Two queries.
    """
    return _not_empty(_years_between(at, zone), at=at)


def month_numbers(at: datetime, *, zone: str) -> list[tuple[int, int]]:
    """Every month that has a live post, as year and month, newest first. Three queries."""
    every = {
        12 * year + month: _month(year, month + 1, zone)
        for year in year_numbers(at, zone=zone)
        for month in range(12)
    }
    return [(number // 12, number % 12 + 1) for number in _not_empty(every, at=at)]


def with_lines(found: Sequence[Year], *, at: datetime, zone: str) -> list[Year]:
    """The same years, each with its newest lines. One query."""
    if not found:
        return []
    parts = [_part(_within(_year(year.number, zone), at=at), year) for year in found]
    lines: dict[int, list[Line]] = {year.number: [] for year in found}
    for row in session().execute(union_all(*parts)):
        lines[row.year].append(line(row))
    return [replace(year, lines=lines[year.number]) for year in found]


def months(year: int, *, at: datetime, zone: str) -> list[Month]:
    """The months of a year that have a live post, newest first: all of it, or where the year is
    long, the newest of each. Two queries.
    """
    dated: Chosen = _within(_year(year, zone), at=at)
    dated = dated.with_only_columns(Post.id, Post.published_at)
    ids: defaultdict[int, list[int]] = defaultdict(list)
    for post_id, published_at in session().execute(dated):
        ids[zones.to_local(published_at, zone).month].append(post_id)
    most = SHOWN if sum(map(len, ids.values())) > LONG else None
    lines = _lines([post_id for found in ids.values() for post_id in found[:most]])
    return [
        Month(
            year=year,
            number=number,
            count=len(found),
            lines=[lines[post_id] for post_id in found[:most]],
        )
        for number, found in ids.items()
    ]


def month(year: int, number: int, *, at: datetime, zone: str) -> Month:
    """A month with every live post of it, newest first."""
    chosen = _within(_month(year, number, zone), at=at)
    lines = [line(row) for row in session().execute(with_columns(chosen, LINE))]
    return Month(year=year, number=number, count=len(lines), lines=lines)


def months_beside(found: Month, *, at: datetime, zone: str) -> tuple[Month | None, Month | None]:
    """The nearest months before and after that have a live post. One query."""
    start, end = _month(found.year, found.number, zone)
    before = _newest(live(at).where(Post.published_at < start))
    after = _oldest(live(at).where(Post.published_at >= end))
    earlier, later = session().execute(select(before, after)).one()
    return _month_of(earlier, zone), _month_of(later, zone)


def _years_between(at: datetime, zone: str) -> dict[int, Span]:
    """From the first live post to the last; empty where there is none."""
    first, last = session().execute(select(_oldest(live(at)), _newest(live(at)))).one()
    if first is None or last is None:
        return {}
    numbers = range(zones.to_local(first, zone).year, zones.to_local(last, zone).year + 1)
    return {number: _year(number, zone) for number in numbers}


def _not_empty(spans: Mapping[int, Span], *, at: datetime) -> list[int]:
    """The numbers of the spans that hold a live post, the greatest first."""
    if not spans:
        return []
    table = as_table(spans)
    found = session().scalars(select(table.c.number).where(_inside(table, at=at).exists()))
    return sorted(found, reverse=True)


def _inside(spans: CTE, *, at: datetime) -> Select[Post]:
    """The live posts of each span."""
    return _within((spans.c.start, spans.c.end), at=at).order_by(None).correlate(spans)


def _month_of(moment: datetime | None, zone: str) -> Month | None:
    if moment is None:
        return None
    local = zones.to_local(moment, zone)
    return Month(year=local.year, number=local.month)


def _oldest(chosen: Chosen) -> ColumnElement[datetime | None]:
    return _first(chosen.order_by(None).order_by(Post.published_at))


def _newest(chosen: Chosen) -> ColumnElement[datetime | None]:
    return _first(chosen.order_by(None).order_by(Post.published_at.desc()))


def _first(chosen: Chosen) -> ColumnElement[datetime | None]:
    return chosen.with_only_columns(Post.published_at).limit(1).scalar_subquery()


def _year(number: int, zone: str) -> Span:
    return zones.start_of_year(number, zone), zones.start_of_year(number + 1, zone)


def _month(year: int, number: int, zone: str) -> Span:
    following = (year, number + 1) if number < 12 else (year + 1, 1)
    return zones.start_of_day(year, number, 1, zone), zones.start_of_day(*following, 1, zone)


def _within(span: tuple[Any, Any], *, at: datetime) -> Select[Post]:
    """The live posts between two moments, newest first.

    The end of the span is the only upper bound: given the present as well, SQLite began there, and
    the archive of 20,000 posts took 26 ms to count and name them instead of 2.
    """
    return (
        select(Post)
        .where(
            Post.kind == "post",
            Post.published_at >= span[0],
            Post.published_at < span[1],
            Post.id.not_in(not_live(at)),
        )
        .order_by(Post.published_at.desc(), Post.id.desc())
    )


def as_table(spans: Mapping[int, Span]) -> CTE:
    """Spans as a table of their beginnings and ends, so that an index can look into each."""
    columns = column("number", Integer), column("start", UtcDateTime), column("end", UtcDateTime)
    rows = [(number, *span) for number, span in spans.items()]
    return values(*columns, name="spans").data(rows).cte("spans")


def _part(chosen: Chosen, year: Year) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    inner = chosen.limit(SHOWN).with_only_columns(*LINE).subquery()
    return select(literal(year.number).label("year"), inner)


def _lines(post_ids: Sequence[int]) -> dict[int, Line]:
    chosen = select(Post).where(Post.id.in_(post_ids))
    rows = session().execute(with_columns(chosen, (Post.id, *LINE)))
    return {row.id: line(row) for row in rows}

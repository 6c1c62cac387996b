"""Live posts by year and month, in the blog's time zone: how many each has, and their lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    func,
    literal,
    select,
    union_all,
)

from blog import site, zones
from blog.db import AT, Statement, UtcDateTime, rows
from blog.posts import spans
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import LINE, Chosen, Line, line, with_columns
from blog.posts.spans import Span

# The archive shows so many of each year, and a link to the rest; a long year does so by month.
SHOWN: Final = 10
LONG: Final = 100

_SPAN: Final = (bindparam("start", type_=UtcDateTime), bindparam("end", type_=UtcDateTime))
_NEWEST_FIRST: Final = range(12, 0, -1)


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
    numbers = _years_between(at, zone)
    counted = spans.each(_counted, [_year(number, zone) for number in numbers], at=at)
    return [Year(number=numbers[place], count=row.pieces) for place, row in counted if row.pieces]


def year_numbers(at: datetime, *, zone: str) -> list[int]:
    """The same years uncounted: to count 20,000 posts takes longer than the rest of a year's page.
    Two queries.
    """
    numbers = _years_between(at, zone)
    held = spans.each(_held, [_year(number, zone) for number in numbers], at=at)
    return [numbers[place] for place, _ in held]


def month_numbers(at: datetime, *, zone: str) -> list[tuple[int, int]]:
    """Every month that has a live post, as year and month, newest first. Two queries, and one more
    for each hundred months.
    """
    every = [(year, month) for year in year_numbers(at, zone=zone) for month in _NEWEST_FIRST]
    held = spans.each(_held, [_month(*month, zone) for month in every], at=at)
    return [every[place] for place, _ in held]


def with_lines(found: Sequence[Year], *, at: datetime, zone: str) -> list[Year]:
    """The same years, each with its newest lines. One query."""
    lines = _newest_lines([_year(year.number, zone) for year in found], at=at)
    return [replace(year, lines=lines[place]) for place, year in enumerate(found)]


def months(year: int, *, at: datetime, zone: str) -> list[Month]:
    """The months of a year that have a live post, newest first: all of it, or where the year is
    long, the newest of each. Two queries.
    """
    of_year = [_month(year, number, zone) for number in _NEWEST_FIRST]
    counts = {place: row.pieces for place, row in spans.each(_counted, of_year, at=at)}
    lines = (
        _newest_lines(of_year, at=at)
        if sum(counts.values()) > LONG
        else _lines_by_month(year, at=at, zone=zone)
    )
    return [
        Month(year=year, number=number, count=counts[place], lines=lines[place])
        for place, number in enumerate(_NEWEST_FIRST)
        if counts[place]
    ]


def month(year: int, number: int, *, at: datetime, zone: str) -> Month:
    """A month with every live post of it, newest first."""
    lines = _lines(_month(year, number, zone), at=at)
    return Month(year=year, number=number, count=len(lines), lines=lines)


def months_beside(found: Month, *, at: datetime, zone: str) -> tuple[Month | None, Month | None]:
    """The nearest months before and after that have a live post. One query."""
    start, end = _month(found.year, found.number, zone)
    beside = rows(_beside(), at=at, start=start, end=end)[0]
    return _month_of(beside.before, zone), _month_of(beside.after, zone)


def _years_between(at: datetime, zone: str) -> Sequence[int]:
    """From the last live post to the first; empty where there is none."""
    found = rows(_first_and_last(), at=at)[0]
    if found.first is None:
        return ()
    first, last = zones.to_local(found.first, zone).year, zones.to_local(found.last, zone).year
    return range(last, first - 1, -1)


def _lines(span: Span, *, at: datetime) -> list[Line]:
    return [line(row) for row in rows(_all_lines(), at=at, start=span[0], end=span[1])]


def _lines_by_month(year: int, *, at: datetime, zone: str) -> dict[int, list[Line]]:
    found: defaultdict[int, list[Line]] = defaultdict(list)
    for each in _lines(_year(year, zone), at=at):
        month = zones.to_local(each.published_at, zone).month
        found[_NEWEST_FIRST.index(month)].append(each)
    return found


def _newest_lines(of: Sequence[Span], *, at: datetime) -> dict[int, list[Line]]:
    """Up to `SHOWN` lines of each span, by its place."""
    found: defaultdict[int, list[Line]] = defaultdict(list)
    for place, row in spans.each(_newest_of_each, of, at=at):
        found[place].append(line(row))
    return found


@cache
def _first_and_last() -> Statement:
    return select(_oldest(live(AT)).label("first"), _newest(live(AT)).label("last"))


@cache
def _beside() -> Statement:
    """As in `_within`, the date has one upper bound: with two it took 0.7 ms among 10,000 posts."""
    start, end = _SPAN
    earlier = select(Post).where(
        Post.kind == "post", Post.published_at < start, Post.id.not_in(not_live(AT))
    )
    return select(
        _newest(earlier).label("before"),
        _oldest(live(AT).where(Post.published_at >= end)).label("after"),
    )


@cache
def _all_lines() -> Statement:
    return with_columns(_within(_SPAN), LINE)


@cache
def _counted(count: int) -> Statement:
    table = spans.table(count)
    pieces = _inside(table).with_only_columns(func.count()).scalar_subquery()
    return select(table.c.place, pieces.label("pieces")).order_by(table.c.place)


@cache
def _held(count: int) -> Statement:
    table = spans.table(count)
    return select(table.c.place).where(_inside(table).exists()).order_by(table.c.place)


@cache
def _newest_of_each(count: int) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*map(_newest_of, range(count)))


def _newest_of(place: int) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    inner = with_columns(_within(spans.ends(place)).limit(SHOWN), LINE).subquery()
    return select(literal(place).label("place"), inner)


def _inside(table: CTE) -> Select[Post]:
    """The live posts of each span."""
    return _within((table.c.start, table.c.end)).order_by(None).correlate(table)


def _within(span: tuple[ColumnElement[datetime], ColumnElement[datetime]]) -> Select[Post]:
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
            Post.id.not_in(not_live(AT)),
        )
        .order_by(Post.published_at.desc(), Post.id.desc())
    )


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

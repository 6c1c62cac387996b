"""What came out on this day of the year, in earlier years, by the clocks of the blog."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from sqlalchemy import and_, func, select

from blog import zones
from blog.db import AT, Statement, rows
from blog.posts.archive import Span, as_table
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import LINE, Line, line, with_columns


def on_this_day(at: datetime, *, zone: str) -> list[Line]:
    """The live posts of this day in the years before this one, newest first. Two queries.

    What came out on a 29 February is remembered on the 28th where a year has no 29th.

    Each day is looked up in the index by date and each post by its number, however many there are:
    joined the other way around, or with OR, SQLite looked at all of 20,000 posts (7 and 60 ms).
    """
    today = zones.to_local(at, zone).date()
    first = rows(_oldest(), at=at)[0].first_at
    years = range(zones.to_local(first, zone).year, today.year) if first else range(0)
    if not years:
        return []
    days = as_table(dict(enumerate(_days(today, years, zone))))
    dated = and_(
        Post.kind == "post", Post.published_at >= days.c.start, Post.published_at < days.c.end
    )
    of_the_day = select(Post.id).select_from(days).outerjoin(Post, dated).subquery()
    chosen = live(at).order_by(None).join(of_the_day, of_the_day.c.id == Post.id)
    lines = [line(row) for row in rows(with_columns(chosen, LINE))]
    return sorted(lines, key=lambda each: each.published_at, reverse=True)


@cache
def _oldest() -> Statement:
    return live(AT).order_by(None).with_only_columns(func.min(Post.published_at).label("first_at"))


def _days(today: date, years: range, zone: str) -> Iterator[Span]:
    for year in years:
        first = last = (today.month, today.day)
        if first == (2, 28) and not _is_leap(today.year) and _is_leap(year):
            last = (2, 29)
        if first == (2, 29) and not _is_leap(year):
            continue
        yield zones.start_of_day(year, *first, zone), zones.end_of_day(year, *last, zone)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

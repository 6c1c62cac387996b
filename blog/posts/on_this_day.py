"""What came out on this day of the year, in earlier years, by the clocks of the blog."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from sqlalchemy import func, select, union_all

from blog import zones
from blog.db import AT, Statement, rows
from blog.posts import spans
from blog.posts.models import Post
from blog.posts.queries import live, not_live
from blog.posts.reading import LINE, Line, line, with_columns
from blog.posts.spans import Span


def on_this_day(at: datetime, *, zone: str) -> list[Line]:
    """The live posts of this day in the years before this one, newest first. Two queries, or one
    more for each hundred years.

    What came out on a 29 February is remembered on the 28th where a year has no 29th.
    """
    today = zones.to_local(at, zone).date()
    first = rows(_oldest(), at=at)[0].first_at
    years = range(zones.to_local(first, zone).year, today.year) if first else range(0)
    found = [line(row) for row in spans.of_all(_of_days, list(_days(today, years, zone)), at=at)]
    return sorted(found, key=lambda each: each.published_at, reverse=True)


@cache
def _oldest() -> Statement:
    return live(AT).order_by(None).with_only_columns(func.min(Post.published_at).label("first_at"))


@cache
def _of_days(count: int) -> Statement:
    """Each day is looked up in the index by date and each post by its number, however many there
    are: with `live`, whose date is a second bound, SQLite looked at all of 10,000 posts (1 ms). As
    a table of days, the statement was put together each time (2.8 ms).
    """
    ids = union_all(
        *(
            select(Post.id).where(
                Post.kind == "post", Post.published_at >= start, Post.published_at < end
            )
            for start, end in map(spans.ends, range(count))
        )
    )
    chosen = select(Post).where(Post.id.in_(ids), Post.id.not_in(not_live(AT)))
    return with_columns(chosen, LINE)


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

"""Spans of time of which one statement asks, each for itself, so that an index can look into each.

A statement is made once for so many spans, with parameters for their ends: with a table of values
it was put together at each request (2.8 ms).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import CTE, BindParameter, Executable, bindparam, literal, select, union_all

from blog.db import Found, UtcDateTime, rows

Span: TypeAlias = tuple[datetime, datetime]
Ends: TypeAlias = tuple[BindParameter[datetime], BindParameter[datetime]]

# What is asked of so many spans.
OfSpans: TypeAlias = Callable[[int], Executable]

# SQLite puts no more than 500 selects together: more spans take more queries.
_MOST: Final = 100


def ends(place: int) -> Ends:
    """The beginning and the end of the span at this place, as a statement names them."""
    return (
        bindparam(f"start_{place}", type_=UtcDateTime),
        bindparam(f"end_{place}", type_=UtcDateTime),
    )


def table(count: int) -> CTE:
    """So many spans with their `place`, `start` and `end`."""
    return union_all(
        *(
            select(literal(place).label("place"), start.label("start"), end.label("end"))
            for place, (start, end) in enumerate(map(ends, range(count)))
        )
    ).cte("spans")


def each(statement: OfSpans, spans: Sequence[Span], *, at: datetime) -> Iterator[tuple[int, Found]]:
    """The rows of all spans, each with the place of its own among these.

    In `place`, a row says which it is of those that were asked about together.
    """
    for first in range(0, len(spans), _MOST):
        for row in _asked(statement, spans[first : first + _MOST], at=at):
            yield first + row.place, row


def of_all(statement: OfSpans, spans: Sequence[Span], *, at: datetime) -> Iterator[Found]:
    """The rows of all spans, where it does not matter which they are of."""
    for first in range(0, len(spans), _MOST):
        yield from _asked(statement, spans[first : first + _MOST], at=at)


def _asked(statement: OfSpans, spans: Sequence[Span], *, at: datetime) -> Sequence[Found]:
    starts = {f"start_{place}": start for place, (start, _) in enumerate(spans)}
    stops = {f"end_{place}": end for place, (_, end) in enumerate(spans)}
    return rows(statement(len(spans)), at=at, **starts, **stops)

"""How many follow, month by month, as a line to look at and as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from blog.following import on_desk
from blog.web.context import at
from blog.web.presentation import local, month_and_year

MONTHS: Final = 12
_WIDTH, _HEIGHT = 240, 56
# Half of what the line is thick, so that nothing of it is cut off.
_EDGE: Final = 2


@dataclass(frozen=True, kw_only=True)
class Growth:
    """`counts` by month, as `(November 2026, 312)`, the present one last; `line` draws them."""

    counts: Sequence[tuple[str, int]]
    line: str
    width: int = _WIDTH
    height: int = _HEIGHT


def growth() -> Growth:
    """Of those who follow now, how many there were at the end of each of the last months."""
    now = local(at())
    last = now.year * 12 + now.month - 1
    months = range(last - MONTHS + 1, last + 1)
    counts = on_desk.growth([_begin(month + 1, now) for month in months])
    names = [month_and_year(*_year_and_month(month)) for month in months]
    return Growth(counts=list(zip(names, counts, strict=True)), line=_line(counts))


def _year_and_month(month: int) -> tuple[int, int]:
    return month // 12, month % 12 + 1


def _begin(month: int, now: datetime) -> datetime:
    """The first moment of a month on the blog's clocks."""
    year, number = _year_and_month(month)
    return datetime(year, number, 1, tzinfo=now.tzinfo)


def _line(counts: Sequence[int]) -> str:
    """The path of the line. It stands on the ground, so that half as high is half as many."""
    most, step = max(*counts, 1), (_WIDTH - 2 * _EDGE) / (len(counts) - 1)
    points = (
        f"{_EDGE + index * step:g} {_HEIGHT - _EDGE - count / most * (_HEIGHT - 2 * _EDGE):.4g}"
        for index, count in enumerate(counts)
    )
    return f"M{' '.join(points)}"

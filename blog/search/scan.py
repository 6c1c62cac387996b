"""Looking through every row from its beginning to its end, with what every database can say.

Slower than an index and no worse: the same posts are found (tests/search/test_engines.py), and what
stands in a title comes first.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select

from blog.search.index import COLUMNS
from blog.search.models import SearchRow
from blog.search.query import Term

_WEIGHTS: Final = {"title": 8, "works": 6, "topics": 4, "summary": 2, "body": 1}


def holding(*groups: Sequence[Term]) -> Select[int]:
    """The ids of posts, live or not, that hold all the terms of one of the groups."""
    held = (and_(*(_holds(term) for term in terms)) for terms in groups)
    return select(SearchRow.post_id).where(or_(*held))


def is_weighed(count: int) -> bool:
    return True


def scored(terms: Sequence[Term], *, count: int) -> Select[*tuple[Any, ...]]:
    """The same with `post_id` and a `score`: the higher, the closer."""
    weighed = [
        case((_says(getattr(SearchRow, name), term), weight), else_=0)
        for name, weight in _WEIGHTS.items()
        for term in terms
    ]
    return holding(terms).add_columns(sum(weighed, start=literal(0)).label("score"))


def is_whole() -> bool:
    """Nothing is kept beside the rows."""
    return True


def rebuild() -> None:
    """There is nothing to make."""


def _holds(term: Term) -> ColumnElement[bool]:
    return or_(*(_says(getattr(SearchRow, name), term) for name in COLUMNS))


def _says(column: Any, term: Term) -> ColumnElement[bool]:
    """Words stand between spaces; the column has none before its first and after its last."""
    padded = literal(" ") + column + literal(" ")
    end = "" if term.is_beginning else " "
    return or_(*(padded.contains(f" {phrase}{end}") for phrase in term.phrases))

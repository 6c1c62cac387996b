"""What only SQLite can say: looking through the FTS5 index over `search_rows`.

Every word that arrives here has been folded by spacing.py and holds nothing but letters, numbers
and marks; it is quoted all the same, since `AND` and `NOT` are words too.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.exc import DatabaseError

from blog import faults
from blog.db import session
from blog.search.index import COLUMNS
from blog.search.query import Term

# What a word weighs in each column. Each is weighed by itself (bm25, which grows with the number of
# times a word stands there, up to 2.2 times): so the longest text never beats a title.
_WEIGHTS: Final = {"title": 8, "works": 6, "topics": 4, "summary": 2, "body": 1}
# Among more posts than these, what is in a title comes first, and no text is weighed: twelve words
# that stand in 20,000 posts took 300 ms. bm25 gives such words no weight anyway.
_MOST_WEIGHED: Final = 2000

_COMPARE: Final = text(
    "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
)
_REBUILD: Final = text("INSERT INTO search_index (search_index) VALUES ('rebuild')")
_INDEX: Final = table("search_index", column("rowid"))
_NAME: Final[ColumnElement[Any]] = literal_column("search_index")


def holding(*groups: Sequence[Term]) -> Select[int]:
    """The ids of posts, live or not, that hold all the terms of one of the groups."""
    held = " OR ".join(f"({_expression(terms)})" for terms in groups)
    return select(_INDEX.c.rowid).where(_match(held))


def is_weighed(count: int) -> bool:
    return count <= _MOST_WEIGHED


def scored(terms: Sequence[Term], *, count: int) -> Select[*tuple[Any, ...]]:
    """The same with `post_id` and a `score`: the higher, the closer."""
    chosen = select(_INDEX.c.rowid.label("post_id")).where(_match(_expression(terms)))
    score = _exactly() if is_weighed(count) else _roughly(terms)
    return chosen.add_columns(score.label("score"))


def is_whole() -> bool:
    """SQLite compares the index with the rows, word by word, and calls a difference damage."""
    try:
        with session().begin_nested():
            session().execute(_COMPARE)
    except DatabaseError as error:
        known = faults.told(error)
        if known is None or known.code != "damaged":
            raise
        return False
    return True


def rebuild() -> None:
    session().execute(_REBUILD)


def _exactly() -> ColumnElement[float]:
    """bm25 says the closest with the lowest number, which is negative."""
    weighed = [
        weight * func.bm25(_NAME, *(int(name == each) for each in COLUMNS))
        for name, weight in _WEIGHTS.items()
    ]
    return -sum(weighed, start=literal(0.0))


def _roughly(terms: Sequence[Term]) -> ColumnElement[Any]:
    within = select(_INDEX.c.rowid).where(_match(f"{{title works}} : ({_expression(terms)})"))
    return case((_INDEX.c.rowid.in_(within), 1), else_=0)


def _match(expression: str) -> ColumnElement[bool]:
    return _NAME.op("MATCH", is_comparison=True)(expression)


def _expression(terms: Sequence[Term]) -> str:
    return " AND ".join(f"({' OR '.join(_phrases(term))})" for term in terms)


def _phrases(term: Term) -> list[str]:
    end = "*" if term.is_beginning else ""
    return [f'"{phrase}"{end}' for phrase in term.phrases]

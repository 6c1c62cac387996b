"""Which engine looks through the rows: the index where the database has one, else all of them."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Select

from blog.db import session
from blog.search import scan, sqlite_fts
from blog.search.query import Term


class Engine(Protocol):
    """Both give all posts that hold the terms, whatever their status."""

    def holding(self, *groups: Sequence[Term]) -> Select[int]:
        """The ids, in no order, of those that hold all the terms of a group, or of another."""

    def is_weighed(self, count: int) -> bool:
        """Whether a score among so many tells how close a post is, not only if a title holds it."""

    def scored(self, terms: Sequence[Term], *, count: int) -> Select[*tuple[Any, ...]]:
        """With `post_id` and a `score`: the higher, the closer. `count` is how many they are."""

    def is_whole(self) -> bool:
        """Whether what it keeps beside the rows says what they say."""

    def rebuild(self) -> None:
        """Make what it keeps beside the rows anew."""


_ENGINES: Final[dict[str, Engine]] = {"sqlite": sqlite_fts}


def engine() -> Engine:
    return _ENGINES.get(session().get_bind().dialect.name, scan)

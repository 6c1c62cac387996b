"""The only reader of the wall clock. Everything else is told what time it is."""

from datetime import UTC, datetime
from functools import lru_cache
from time import time


def now() -> datetime:
    """The present moment in UTC, cut to whole seconds: what feeds and forms can carry."""
    return _moment(int(time()))


# Asked for before each answer from memory: 0.2 µs instead of the 1.5 to 3 of `datetime.replace`.
@lru_cache(maxsize=1)
def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)

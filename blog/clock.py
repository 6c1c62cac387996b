"""The only reader of the wall clock. Everything else is told what time it is."""

from datetime import UTC, datetime
from functools import lru_cache
from time import time


def now() -> datetime:
    """The present moment in UTC, cut to whole seconds: what feeds and forms can carry."""
    return _moment(int(time()))


# Asked for before each answer from memory: 0.13 µs, and 0.8 if each moment were made anew.
@lru_cache(maxsize=1)
def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)

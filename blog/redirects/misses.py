"""Counting what readers ask for in vain, without keeping who asked.

A process counts in memory and writes a few seconds later at the earliest, one transaction for all
it has: a flood of requests costs a write now and then, and never a row more than there may be. A
process that is killed loses the counts of those seconds, and no more than that.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import delete, func, select

from blog.characters import legal
from blog.db import session
from blog.redirects.models import Miss

PAUSE: Final = timedelta(seconds=10)
# How many paths a process remembers between two writes, and how many there are in all.
MOST_WAITING: Final = 100
MOST_KEPT: Final = 1000
_FORGOTTEN_AFTER: Final = timedelta(days=180)
_LONGEST: Final = 300
# What machines try at every address of the web: programs, copies of databases, hidden files, the
# folders of other engines.
_JUNK: Final = re.compile(
    r"\.(?:php\d?|phtml|aspx?|ashx|jspx?|cgi|pl|exe|dll|env|ini|ya?ml|sql|bak|old|zip|t?gz|rar)(?:/|$)"
    r"|/(?:\.|wp-|cgi-bin|xmlrpc|phpmyadmin|vendor/|node_modules/|administrator)",
    re.IGNORECASE,
)


@dataclass
class _Count:
    count: int
    first_at: datetime
    last_at: datetime


@dataclass
class Tally:
    """The misses of one process that are not written yet."""

    _counts: dict[str, _Count] = field(default_factory=dict)
    _written_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def note(self, path: str, *, at: datetime) -> None:
        with self._lock:
            known = self._counts.get(path)
            if known is not None:
                known.count, known.last_at = known.count + 1, at
            elif len(self._counts) < MOST_WAITING:
                self._counts[path] = _Count(1, at, at)

    @property
    def is_empty(self) -> bool:
        return not self._counts

    def is_due(self, at: datetime) -> bool:
        """Whether something waits and the last write is a while ago."""
        is_early = self._written_at is not None and at < self._written_at + PAUSE
        return not (self.is_empty or is_early)

    def take(self, *, at: datetime) -> dict[str, _Count]:
        """What waits, for whoever is about to write it."""
        with self._lock:
            taken, self._counts, self._written_at = self._counts, {}, at
            return taken


def is_worth_counting(path: str) -> bool:
    return len(path) <= _LONGEST and legal(path) == path and not _JUNK.search(path)


def write(tally: Tally, *, at: datetime) -> None:
    """Add what has been counted to what is kept, and keep no more than there may be."""
    counts = tally.take(at=at)
    known = select(Miss).where(Miss.path.in_(counts))
    misses = {miss.path: miss for miss in session().scalars(known)}
    for path, counted in counts.items():
        if (miss := misses.get(path)) is not None:
            miss.count, miss.last_at = miss.count + counted.count, counted.last_at
        else:
            session().add(Miss(path=path, **vars(counted)))
    session().flush()
    _forget(at)


def _forget(at: datetime) -> None:
    """What nobody asks for any more; and of the rest what was asked for least, longest ago."""
    session().execute(delete(Miss).where(Miss.last_at < at - _FORGOTTEN_AFTER))
    surplus = (session().scalar(select(func.count(Miss.path))) or 0) - MOST_KEPT
    if surplus > 0:
        least = (
            select(Miss.path).order_by(Miss.is_dismissed, Miss.count, Miss.last_at).limit(surplus)
        )
        session().execute(delete(Miss).where(Miss.path.in_(least)))

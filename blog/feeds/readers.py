"""How many read by feed, as far as programs say so, and how often a feed was asked for in vain.

Aggregators ask for all of their readers at once, and say in the User-Agent how many there are:
“Feedly/1.0 (+…; 12 subscribers; …)”. No address is kept, of theirs or anybody’s. A process counts
in memory and writes every ten minutes: one that is killed loses these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import delete, func, select

from blog.characters import legal
from blog.db import session
from blog.feeds.models import FeedDay, FeedReader

PAUSE: Final = timedelta(minutes=10)
# A program that has not asked for so long has stopped reading.
_FORGOTTEN_AFTER: Final = timedelta(days=30)
_DAYS_KEPT: Final = timedelta(days=400)
# Whoever makes up names and feeds does not fill the database.
_MOST_WAITING, _MOST_KEPT, _MOST_SUBSCRIBERS, _LONGEST_NAME = 200, 1000, 10_000_000, 100
_COUNT: Final = re.compile(r"\b(\d{1,9})\s+(?:subscribers?|readers?)\b", re.IGNORECASE)
_END_OF_NAME: Final = re.compile(r"/|\(|;| - | feed-id")


@dataclass(frozen=True)
class Claim:
    """What a program says of itself."""

    name: str
    subscriber_count: int


@dataclass(frozen=True, kw_only=True)
class Readers:
    """By program, those with most first; how often feeds were asked for in the last 30 days, and
    the part of that, from 0 to 1, that could be answered with “nothing new”.
    """

    programs: Sequence[Claim]
    asked_count: int
    unchanged_share: float

    @property
    def subscriber_count(self) -> int:
        return sum(program.subscriber_count for program in self.programs)


@dataclass
class Tally:
    """What one process has counted and not written yet."""

    _claims: dict[tuple[str, str], int] = field(default_factory=dict)
    _days: dict[date, list[int]] = field(default_factory=dict)
    _written_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def note(
        self, path: str, claim: Claim | None, *, is_unchanged: bool, at: datetime, times: int = 1
    ) -> None:
        with self._lock:
            self._written_at = self._written_at or at
            day = self._days.setdefault(at.date(), [0, 0])
            day[0] += times
            day[1] += times * is_unchanged
            key = (claim.name, path) if claim else None
            if claim and key and (key in self._claims or len(self._claims) < _MOST_WAITING):
                self._claims[key] = claim.subscriber_count

    def is_due(self, at: datetime) -> bool:
        return self._written_at is not None and at >= self._written_at + PAUSE

    def take(self) -> tuple[dict[tuple[str, str], int], dict[date, list[int]]]:
        """What waits, for whoever is about to write it."""
        with self._lock:
            taken = self._claims, self._days
            self._claims, self._days, self._written_at = {}, {}, None
            return taken


def claim_in(user_agent: str) -> Claim | None:
    """None where it says nothing of subscribers, as readers on somebody's own machine do."""
    found = _COUNT.search(user_agent)
    if found is None:
        return None
    before = user_agent[: found.start()]
    if before.startswith("Mozilla/"):
        # “Mozilla/5.0 (…; theoldreader.com; 4 subscribers; …)”: the name stands next to the count.
        name = re.split(r"[;(]", before.rstrip(" ;"))[-1]
    else:
        name = _END_OF_NAME.split(before, maxsplit=1)[0]
    name = " ".join(legal(name).split())[:_LONGEST_NAME]
    return Claim(name, min(int(found[1]), _MOST_SUBSCRIBERS)) if name else None


def write(tally: Tally, *, at: datetime) -> None:
    """Add what has been counted to what is kept, and keep no more than there may be."""
    claims, days = tally.take()
    for (name, path), count in claims.items():
        session().merge(FeedReader(name=name, path=path, subscriber_count=count, seen_on=at.date()))
    for day, (asked, unchanged) in days.items():
        kept = session().get(FeedDay, day) or FeedDay(day=day, asked_count=0, unchanged_count=0)
        kept.asked_count += asked
        kept.unchanged_count += unchanged
        session().add(kept)
    session().flush()
    _forget(at)


def read_by(at: datetime) -> Readers:
    """Who reads, and how often nothing had to be sent. Two queries."""
    since = (at - _FORGOTTEN_AFTER).date()
    total = func.sum(FeedReader.subscriber_count)
    programs = session().execute(
        select(FeedReader.name, total.label("total"))
        .where(FeedReader.seen_on >= since)
        .group_by(FeedReader.name)
        .order_by(total.desc(), FeedReader.name)
    )
    asked, unchanged = (
        session()
        .execute(
            select(func.sum(FeedDay.asked_count), func.sum(FeedDay.unchanged_count)).where(
                FeedDay.day >= since
            )
        )
        .one()
    )
    return Readers(
        programs=[Claim(row.name, row.total) for row in programs],
        asked_count=asked or 0,
        unchanged_share=(unchanged or 0) / asked if asked else 0.0,
    )


def _forget(at: datetime) -> None:
    session().execute(delete(FeedReader).where(FeedReader.seen_on < (at - _FORGOTTEN_AFTER).date()))
    session().execute(delete(FeedDay).where(FeedDay.day < (at - _DAYS_KEPT).date()))
    surplus = (session().scalar(select(func.count()).select_from(FeedReader)) or 0) - _MOST_KEPT
    if surplus > 0:
        least = session().scalars(
            select(FeedReader)
            .order_by(FeedReader.seen_on, FeedReader.subscriber_count)
            .limit(surplus)
        )
        for each in least.all():
            session().delete(each)

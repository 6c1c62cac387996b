"""Writes facts down, in the transaction in which they become true: what did not happen after all
leaves no line.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from blog.audit import hands
from blog.audit.facts import FACTS, Told
from blog.audit.hands import Hand, Way
from blog.audit.models import LogEntry
from blog.db import session

MOST_ABOUT: Final = 500
# How many networks have a line of their own within an hour; all others share one. A year of nothing
# but attacks is 190,000 short rows.
MOST_NETWORKS: Final = 10
_HOUR: Final = timedelta(hours=1)


def note(fact: Any) -> None:
    """Once more the same, in the same hour or at the very same moment, is counted: a thousand
    pieces of one import are one line.
    """
    told, hand = FACTS[type(fact)], hands.current()
    since = fact.at
    if told.is_by_hour:
        since = fact.at.replace(minute=0, second=0, microsecond=0)
        hand = _of_network(hand.network, told, since=since)
    known = _known(told, hand, since=since)
    if known is not None:
        known.count, known.last_at = known.count + 1, fact.at
    else:
        session().add(_entry(fact, told, hand))
    session().flush()


def _of_network(network: str, told: Told, *, since: datetime) -> Hand:
    """What a stranger's browser says of itself is worth nothing."""
    own = Hand(way=Way.BROWSER, network=network)
    many = _count(told, since=since) >= MOST_NETWORKS and _known(told, own, since=since) is None
    return Hand(way=Way.BROWSER) if many else own


def _known(told: Told, hand: Hand, *, since: datetime) -> LogEntry | None:
    return session().scalar(
        select(LogEntry)
        .where(
            LogEntry.kind == told.kind,
            LogEntry.at >= since,
            LogEntry.at < since + _HOUR if told.is_by_hour else LogEntry.at == since,
            LogEntry.way == hand.way,
            LogEntry.browser == hand.browser,
            LogEntry.network == hand.network,
        )
        .limit(1)
    )


def _count(told: Told, *, since: datetime) -> int:
    counted = select(func.count()).select_from(LogEntry)
    within = (LogEntry.kind == told.kind, LogEntry.at >= since, LogEntry.at < since + _HOUR)
    return session().scalar(counted.where(*within)) or 0


def _entry(fact: Any, told: Told, hand: Hand) -> LogEntry:
    return LogEntry(
        at=fact.at,
        last_at=fact.at,
        count=1,
        area=told.area,
        kind=told.kind,
        about=str(told.about(fact))[:MOST_ABOUT],
        post_id=getattr(fact, "post_id", None),
        way=hand.way,
        browser=hand.browser,
        network=hand.network,
    )

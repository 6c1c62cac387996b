"""Followers as the desk counts and lists them. Nothing here changes one, or says whom to write to.

However many there are, each function asks once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from blog.db import session
from blog.following.choices import subject
from blog.following.models import Follower, FollowerSubject, FollowRequest
from blog.subjects.choice import Subject

# What can be asked for by name: those who hear, and why the others do not.
SHOWN: Final = ("all", "waiting", "paused", "held")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """`waiting` have not said yes yet and are no followers; `everything` want every piece."""

    all: int = 0
    everything: int = 0
    paused: int = 0
    held: int = 0
    waiting: int = 0
    by_rhythm: dict[str, int] = field(default_factory=dict)


def counts(at: datetime) -> Counts:
    rows = session().execute(
        select(
            Follower.rhythm,
            func.count(Follower.id),
            _count_of(Follower.is_everything.is_(True)),
            _count_of(_is_paused(at)),
            _count_of(Follower.held_at.is_not(None)),
        ).group_by(Follower.rhythm)
    )
    by_rhythm = {rhythm: found for rhythm, *found in rows}
    totals = [sum(found) for found in zip(*by_rhythm.values(), strict=True)] or [0] * 4
    return Counts(
        all=totals[0],
        everything=totals[1],
        paused=totals[2],
        held=totals[3],
        waiting=request_count(containing=""),
        by_rhythm={rhythm: found[0] for rhythm, found in by_rhythm.items()},
    )


def followed() -> dict[Subject, int]:
    """Every subject that somebody chose, and how many; the one with the most followers first."""
    count = func.count(func.distinct(FollowerSubject.follower_id)).label("count")
    columns = (FollowerSubject.tag_id, FollowerSubject.theme_id, FollowerSubject.work_kind)
    rows = session().execute(
        select(*columns, count)
        .where(FollowerSubject.is_excluded.is_(False))
        .group_by(*columns)
        .order_by(count.desc(), *columns)
    )
    return {subject(tag, theme, kind): counted for tag, theme, kind, counted in rows}


def growth(boundaries: Sequence[datetime]) -> list[int]:
    """How many of those who follow now had begun before each of these moments.

    Who has left is forgotten, here as well: a past month shows fewer than there were.
    """
    sums = [_count_of(Follower.since < moment) for moment in boundaries]
    return [found or 0 for found in session().execute(select(*sums)).one()]


def followers(
    *, shown: str, containing: str, at: datetime, limit: int, offset: int
) -> list[Follower]:
    """Those who follow, the newest first. `shown` is "all", "paused" or "held"."""
    asked = select(Follower).where(*_conditions(shown, containing, at=at))
    newest = asked.order_by(Follower.since.desc(), Follower.id.desc())
    return list(session().scalars(newest.limit(limit).offset(offset)))


def follower_count(*, shown: str, containing: str, at: datetime) -> int:
    counted = select(func.count(Follower.id)).where(*_conditions(shown, containing, at=at))
    return session().scalar(counted) or 0


def requests(*, containing: str, limit: int, offset: int) -> list[FollowRequest]:
    """Those who were asked and have not said yes yet, the newest first."""
    asked = select(FollowRequest).where(is_waiting(), *_containing(FollowRequest, containing))
    newest = asked.order_by(FollowRequest.asked_at.desc(), FollowRequest.id.desc())
    return list(session().scalars(newest.limit(limit).offset(offset)))


def request_count(*, containing: str) -> int:
    counted = select(func.count(FollowRequest.id)).where(
        is_waiting(), *_containing(FollowRequest, containing)
    )
    return session().scalar(counted) or 0


def is_waiting() -> ColumnElement[bool]:
    """Whether it is the last request of somebody who does not follow yet: each letter has one."""
    last = select(func.max(FollowRequest.id)).group_by(FollowRequest.key)
    return and_(
        FollowRequest.confirmed_at.is_(None),
        FollowRequest.id.in_(last),
        FollowRequest.key.not_in(select(Follower.key)),
    )


def _count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _is_paused(at: datetime) -> ColumnElement[bool]:
    is_over = and_(Follower.resumes_at.is_not(None), Follower.resumes_at <= at)
    return and_(Follower.paused_at.is_not(None), not_(is_over))


def _conditions(shown: str, containing: str, *, at: datetime) -> list[ColumnElement[bool]]:
    found = _containing(Follower, containing)
    if shown == "paused":
        found.append(_is_paused(at))
    if shown == "held":
        found.append(Follower.held_at.is_not(None))
    return found


def _containing(
    table: type[Follower] | type[FollowRequest], containing: str
) -> list[ColumnElement[bool]]:
    """Words of the address, as it was typed or as addresses are compared."""
    return [
        or_(
            table.address.icontains(word, autoescape=True),
            table.key.icontains(word, autoescape=True),
        )
        for word in containing.split()
    ]

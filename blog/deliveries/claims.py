"""Letters one by one: taken by one process, marked as handed over before they are, then told apart.

Taking is a transaction of its own, and says "unknown": a process that is killed afterwards leaves
that word behind, and no other sends the letter again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select, update

from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.following.models import Follower
from blog.following.queries import hears
from blog.mail.outgoing import new_name

# Longer than a mail server takes, with every answer as late as it may be.
HOLD: Final = timedelta(minutes=10)
_WINDOW: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One letter: for a follower, about one post or several. It is nobody else's to send."""

    name: str
    follower_id: int
    address: str
    key: str
    rhythm: str
    bounce_count: int
    post_ids: tuple[int, ...]
    tries: int


def free_at(most_per_minute: int, *, at: datetime) -> datetime:
    """When the next letter may go: now, unless so many have gone within the last minute.

    All processes write their letters down before they send them, so that the rate holds for all of
    them together, whatever there is to send and however late it is.
    """
    is_recent = Telling.taken_until > at + HOLD - _WINDOW
    rows = select(Telling.taken_until).where(is_recent).order_by(Telling.taken_until.desc())
    if session().scalar(rows.offset(most_per_minute - 1).limit(1)) is None:
        return at  # not even as many rows, of which a digest has several
    letters = (
        select(func.max(Telling.taken_until))
        .where(is_recent)
        .group_by(Telling.letter)
        .order_by(func.max(Telling.taken_until).desc())
    )
    oldest_of_a_minute = session().scalar(letters.offset(most_per_minute - 1).limit(1))
    return at if oldest_of_a_minute is None else oldest_of_a_minute - HOLD + _WINDOW


def next_followers(*, at: datetime, limit: int) -> list[int]:
    """Whose letters come next, unless another process takes them."""
    waiting = select(Telling.follower_id).where(
        Telling.state == TellingState.WAITING,
        Telling.due_at <= at,
        Telling.follower_id.is_not(None),
    )
    ordered = waiting.order_by(Telling.due_at, Telling.id).limit(limit)
    return [number for number in session().scalars(ordered) if number is not None]


def take(*, at: datetime) -> Taken | None:
    """The letter that has waited longest; None when there is none to be had just now."""
    first = session().execute(_first(at)).first()
    if first is None:
        return None
    name = new_name()
    is_part = (
        Telling.id == first.id
        if first.rhythm == "at_once"
        else and_(
            Telling.follower_id == first.follower_id,
            Telling.rhythm == first.rhythm,
            Telling.due_at <= at,
        )
    )
    rows = (
        session()
        .execute(
            update(Telling)
            .where(is_part, Telling.state == TellingState.WAITING)
            .values(
                state=TellingState.UNKNOWN,
                taken_until=at + HOLD,
                letter=name,
                tries=Telling.tries + 1,
            )
            .returning(Telling.id, Telling.post_id, Telling.tries)
            .execution_options(synchronize_session=False)
        )
        .all()
    )
    if not rows:
        # Where writers do not wait for each other, another was faster since we looked.
        return None
    return Taken(
        name=name,
        follower_id=first.follower_id,
        address=first.address,
        key=first.key,
        rhythm=first.rhythm,
        bounce_count=first.bounce_count,
        post_ids=tuple(row.post_id for row in sorted(rows, key=lambda row: row.id)),
        tries=max(row.tries for row in rows),
    )


def leave_out(taken: Taken, post_ids: Collection[int]) -> None:
    """These were not in the letter after all."""
    _write(taken, Telling.post_id.in_(post_ids), state=TellingState.STOPPED, letter="")


def sent(taken: Taken, answer: str, *, at: datetime) -> None:
    _write(taken, state=TellingState.SENT, sent_at=at, answer=answer)


def refused(taken: Taken, answer: str) -> None:
    _write(taken, state=TellingState.REFUSED, answer=answer)


def unknown(taken: Taken, answer: str, *, at: datetime) -> None:
    """It was handed over and there was no answer. Nobody is at it any more."""
    _write(taken, state=TellingState.UNKNOWN, taken_until=at, answer=answer)


def postpone(taken: Taken, answer: str, *, due_at: datetime) -> None:
    _write(taken, state=TellingState.WAITING, due_at=due_at, answer=answer)


def put_back(taken: Taken, answer: str) -> None:
    """As if it had never been taken: there was nobody to hand it to."""
    _write(
        taken,
        state=TellingState.WAITING,
        answer=answer,
        letter="",
        taken_until=None,
        tries=Telling.tries - 1,
    )


def _first(at: datetime) -> Select[*tuple[Any, ...]]:
    """The follower's row is taken with it: two processes never make two letters of one digest."""
    return (
        select(
            Telling.id,
            Telling.rhythm,
            Follower.id.label("follower_id"),
            Follower.address,
            Follower.key,
            Follower.bounce_count,
        )
        .join(Follower, Follower.id == Telling.follower_id)
        .where(Telling.state == TellingState.WAITING, Telling.due_at <= at, hears(at))
        .order_by(Telling.due_at, Telling.id)
        .limit(1)
        .with_for_update(of=Follower, skip_locked=True)
    )


def _write(taken: Taken, which: ColumnElement[bool] | None = None, **values: Any) -> None:
    is_ours = [Telling.letter == taken.name, Telling.state == TellingState.UNKNOWN]
    session().execute(
        update(Telling)
        .where(*is_ours, *([] if which is None else [which]))
        .values(**values)
        .execution_options(synchronize_session=False)
    )

"""When the next round of letters is asked for. A round sends what is due (sending.py).

As long as anything waits, some job stands for it: a round that ends asks for the next one.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, exists, func, not_, or_, select, update

from blog.db import session
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.following.models import Follower
from blog.following.queries import hears
from blog.jobs import queue

SEND: Final = "deliveries.send"
# Of one round, which ends earlier when these take long.
MOST_LETTERS: Final = 50
_LONGEST_PAUSE: Final = timedelta(minutes=30)


def ask(due_at: datetime, *, at: datetime, failures: int = 0) -> None:
    """A round at `due_at`, or now. `failures` counts the rounds in a row that found no server.

    One that is still to come is asked for once. One that is due may be at work already, and past
    the rows of whoever asks: so that one is always asked for anew.
    """
    is_ahead = due_at > at
    queue.later(
        SEND,
        {"failures": failures},
        due_at=due_at if is_ahead else at,
        key=f"{SEND} at {due_at.isoformat()}" if is_ahead else None,
    )


def ask_if_anything_waits(*, at: datetime) -> None:
    """For a process that begins to work: a round that was killed too often is given up."""
    earliest = _earliest()
    if earliest is not None and earliest <= at:
        ask(at, at=at)


def go_on(*, at: datetime, free_at: datetime) -> None:
    """Ask for the next round, if any letter waits for it; the rate allows one from `free_at` on."""
    _leave_out_who_does_not_listen(at)
    earliest = _earliest()
    if earliest is not None:
        ask(max(earliest, free_at), at=at)
    _end_deliveries(at)
    given_up_at = session().scalar(
        select(func.min(Telling.taken_until)).where(
            Telling.state == TellingState.UNKNOWN, Telling.taken_until > at
        )
    )
    if given_up_at is not None:
        # In the hands of a process that may have been killed. Its delivery ends then, or some
        # minutes later: not every round of several processes needs a round of its own for it.
        ask(_at_the_next_ten(given_up_at), at=at)


def try_later(*, at: datetime, failures: int) -> None:
    """No server was there: after 1 minute, 2, 4, 8, 16, and then every half hour."""
    pause = min(timedelta(minutes=2 ** min(failures, 10)), _LONGEST_PAUSE)
    ask(at + pause, at=at, failures=failures + 1)


def _earliest() -> datetime | None:
    waiting = select(func.min(Telling.due_at)).where(Telling.state == TellingState.WAITING)
    return session().scalar(waiting)


def _at_the_next_ten(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 10 * 10, second=0) + timedelta(minutes=10)


def _leave_out_who_does_not_listen(at: datetime) -> None:
    """Who has left, has paused, or whose letters came back too often."""
    listening = select(Follower.id).where(hears(at))
    is_deaf = or_(Telling.follower_id.is_(None), Telling.follower_id.not_in(listening))
    session().execute(
        update(Telling)
        .where(Telling.state == TellingState.WAITING, Telling.due_at <= at, is_deaf)
        .values(state=TellingState.STOPPED)
        .execution_options(synchronize_session=False)
    )


def _end_deliveries(at: datetime) -> None:
    is_at_work = and_(Telling.state == TellingState.UNKNOWN, Telling.taken_until > at)
    goes_on = exists(
        select(Telling.id).where(
            Telling.delivery_id == Delivery.id,
            or_(Telling.state == TellingState.WAITING, is_at_work),
        )
    )
    session().execute(
        update(Delivery)
        .where(Delivery.state == DeliveryState.SENDING, not_(goes_on))
        .values(state=DeliveryState.DONE, ended_at=at)
        .execution_options(synchronize_session=False)
    )

"""The end of a countdown: whom the post reaches is written down, all of them in one transaction.

From here on the rows decide. Who follows later is not told, and nobody is told twice.
"""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import CursorResult, case, delete, insert, literal, select

from blog.db import UtcDateTime, session, transaction
from blog.deliveries import commands, rounds
from blog.deliveries.audience import reached
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.deliveries.rounds import MOST_LETTERS
from blog.following.models import RHYTHMS, Follower
from blog.following.rhythms import next_at
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.subjects.matching import subjects_of

# A mail server takes its time over each letter; several workers can wait for it at once.
_SIDE_BY_SIDE: Final = 3
NOT_OUT: Final = "The piece was not out when its letters were to go, so they were stopped."


def plan(delivery_id: int, *, at: datetime) -> None:
    """The job. It does nothing for a delivery that was stopped, moved to later, or planned."""
    with transaction():
        delivery = session().get(Delivery, delivery_id, with_for_update=True)
        if delivery is None or delivery.state != DeliveryState.COUNTING or delivery.due_at > at:
            return
        if not session().get_one(Post, delivery.post_id).is_live(at):
            commands.stop(delivery, at=at, note=NOT_OUT)
            return
        delivery.state, delivery.planned_at = DeliveryState.SENDING, at
        session().flush()
        count = _write_down(delivery, at=at)
        for _ in range(min(count // MOST_LETTERS, _SIDE_BY_SIDE - 1)):
            rounds.ask(at, at=at)
        rounds.go_on(at=at, free_at=at)


def _write_down(delivery: Delivery, *, at: datetime) -> int:
    """How many are told."""
    zone = settings.current().time_zone
    due = {rhythm: next_at(rhythm, after=at, time_zone=zone) for rhythm in RHYTHMS}
    due_at = case(
        *(
            (Follower.rhythm == rhythm, literal(moment, UtcDateTime))
            for rhythm, moment in due.items()
        )
    )
    subjects = subjects_of([delivery.post_id])[delivery.post_id]
    is_reached = reached(delivery.post_id, subjects, at=at)
    # Left by an earlier delivery that was stopped: no letter ever stood for them.
    session().execute(
        delete(Telling)
        .where(Telling.post_id == delivery.post_id, Telling.state == TellingState.STOPPED)
        .where(Telling.follower_id.in_(select(Follower.id).where(is_reached)))
    )
    row = (literal(delivery.id), literal(delivery.post_id), Follower.id, Follower.rhythm, due_at)
    written = session().execute(
        insert(Telling).from_select(
            ["delivery_id", "post_id", "follower_id", "rhythm", "due_at"],
            select(*row).where(is_reached),
        )
    )
    return cast("CursorResult[Any]", written).rowcount

"""The blogger's wishes: to tell followers of a post, not to after all, to try a letter again."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from blog import events
from blog.db import session
from blog.deliveries import queries, rounds
from blog.deliveries.events import DeliveryAnnounced, DeliveryStopped
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.errors import Conflict, Refused
from blog.jobs import queue
from blog.posts import revisions
from blog.posts.models import Post, Status

PLAN: Final = "deliveries.plan"
MOST_MINUTES: Final = 24 * 60
_OUT_OR_COMING: Final = (Status.LIVE, Status.SCHEDULED)


def announce(post: Post, *, at: datetime, minutes: int) -> Delivery:
    """Tell followers, `minutes` from now, or after the post has come out. Until then it can be
    stopped, and what is changed goes out as it is then.

    Whoever has been told of this post before hears nothing again.

    :raises Refused: "not_for_followers" for what no reader will see; "no_such_countdown".
    :raises Conflict: "already_telling" while another delivery of the post goes on.
    """
    if post.kind != "post" or post.status(at) not in _OUT_OR_COMING:
        raise Refused(
            "not_for_followers", "Only a piece that is out, or has its day, can go to followers."
        )
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused(
            "no_such_countdown",
            f"Choose a countdown from 0 to {MOST_MINUTES} minutes.",
            {"field": "minutes"},
        )
    if queries.open_delivery(post.id) is not None:
        raise Conflict("already_telling", "Letters about this piece are on their way already.")
    delivery = Delivery(
        post_id=post.id,
        state=DeliveryState.COUNTING,
        created_at=at,
        minutes=minutes,
        due_at=_due_at(post, asked_at=at, minutes=minutes),
    )
    session().add(delivery)
    session().flush()
    _ask_to_plan(delivery)
    events.emit(DeliveryAnnounced(post.id, revisions.name_of(post), at))
    return delivery


def stop(delivery: Delivery, *, at: datetime, note: str = "") -> None:
    """No more letters of this delivery. Those that are out are out."""
    if delivery.state not in queries.OPEN:
        return
    delivery.state, delivery.ended_at, delivery.note = DeliveryState.STOPPED, at, note
    session().execute(
        update(Telling)
        .where(Telling.delivery_id == delivery.id, Telling.state == TellingState.WAITING)
        .values(state=TellingState.STOPPED)
    )
    session().flush()
    post = session().get_one(Post, delivery.post_id)
    events.emit(DeliveryStopped(post.id, revisions.name_of(post), at))


def follow(post: Post, *, at: datetime) -> None:
    """Let a delivery that goes on keep to what has become of its post: another day, or none."""
    delivery = queries.open_delivery(post.id)
    if delivery is None:
        return
    if post.status(at) not in _OUT_OR_COMING:
        stop(delivery, at=at, note="The piece was taken back, so its letters were stopped.")
        return
    due_at = _due_at(post, asked_at=delivery.created_at, minutes=delivery.minutes)
    if delivery.state == DeliveryState.COUNTING and due_at != delivery.due_at:
        delivery.due_at = due_at
        session().flush()
        _ask_to_plan(delivery)


def send_again(telling: Telling, *, at: datetime) -> None:
    """Write a letter once more of which nobody knows whether it arrived. Of a digest, all of it.

    :raises Refused: "not_unknown" when its fate is known, or not given up yet.
    """
    if not queries.is_lost(telling, at=at):
        raise Refused("not_unknown", "It is known what became of this letter.")
    lost = session().scalars(
        select(Telling).where(
            Telling.letter == telling.letter,
            Telling.follower_id == telling.follower_id,
            Telling.state == TellingState.UNKNOWN,
        )
    )
    for each in lost:
        each.delivery_id = _going_on(each).id
        each.state, each.due_at, each.tries = TellingState.WAITING, at, 0
        session().flush()
    rounds.ask(at, at=at)


def _going_on(telling: Telling) -> Delivery:
    """The delivery that a letter goes with: the open one of its post, which may still be counting
    down and stays so, or its own, taken up once more.
    """
    delivery = queries.open_delivery(telling.post_id)
    if delivery is None:
        delivery = session().get_one(Delivery, telling.delivery_id)
        delivery.state, delivery.ended_at = DeliveryState.SENDING, None
    return delivery


def _due_at(post: Post, *, asked_at: datetime, minutes: int) -> datetime:
    return max(asked_at, post.published_at or asked_at) + timedelta(minutes=minutes)


def _ask_to_plan(delivery: Delivery) -> None:
    """A moment that is not the delivery's any more does nothing when it comes."""
    queue.later(
        PLAN,
        {"delivery_id": delivery.id},
        due_at=delivery.due_at,
        key=f"{PLAN} {delivery.id} at {delivery.due_at.isoformat()}",
    )

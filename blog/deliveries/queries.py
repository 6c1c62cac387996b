"""What is known of deliveries: how far they are, and which letters are lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from blog.db import session
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.following.models import Follower
from blog.posts.models import Post

OPEN: Final = (DeliveryState.COUNTING, DeliveryState.SENDING)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A delivery and its tellings by state. `lost_count` of the unknown ones were given up by the
    process that had them; the others are being sent.
    """

    delivery: Delivery
    counts: Mapping[TellingState, int]
    lost_count: int


@dataclass(frozen=True, kw_only=True)
class Counting:
    """A delivery that can still be stopped before anything is sent."""

    delivery: Delivery
    title: str


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A letter whose fate nobody knows; `address` is empty once its follower has left."""

    telling: Telling
    address: str


def open_delivery(post_id: int) -> Delivery | None:
    """The one that counts down or goes on."""
    return session().scalar(
        select(Delivery).where(Delivery.post_id == post_id, Delivery.state.in_(OPEN))
    )


def deliveries_of(post_id: int, *, at: datetime) -> list[Progress]:
    """Newest first. Two queries."""
    deliveries = session().scalars(
        select(Delivery).where(Delivery.post_id == post_id).order_by(Delivery.id.desc())
    )
    counted: dict[int, dict[TellingState, int]] = {}
    lost: dict[int, int] = {}
    is_given_up = is_lost_row(at)
    rows = session().execute(
        select(
            Telling.delivery_id,
            Telling.state,
            func.count(),
            func.count().filter(is_given_up),
        )
        .where(Telling.post_id == post_id)
        .group_by(Telling.delivery_id, Telling.state)
    )
    for delivery_id, state, count, lost_count in rows:
        counted.setdefault(delivery_id, {})[TellingState(state)] = count
        lost[delivery_id] = lost.get(delivery_id, 0) + lost_count
    return [
        Progress(delivery=each, counts=counted.get(each.id, {}), lost_count=lost.get(each.id, 0))
        for each in deliveries
    ]


def counting() -> list[Counting]:
    """Those in their countdown, the next first."""
    rows = session().execute(
        select(Delivery, Post.title)
        .join(Post, Post.id == Delivery.post_id)
        .where(Delivery.state == DeliveryState.COUNTING)
        .order_by(Delivery.due_at, Delivery.id)
    )
    return [Counting(delivery=delivery, title=title) for delivery, title in rows]


def lost(delivery_id: int, *, at: datetime) -> list[Lost]:
    """The letters of which nobody knows whether they arrived, in the order in which they went."""
    rows = session().execute(
        select(Telling, Follower.address)
        .outerjoin(Follower, Follower.id == Telling.follower_id)
        .where(Telling.delivery_id == delivery_id, is_lost_row(at))
        .order_by(Telling.taken_until, Telling.id)
    )
    return [Lost(telling=telling, address=address or "") for telling, address in rows]


def is_lost_row(at: datetime) -> ColumnElement[bool]:
    """Handed over, perhaps, by a process that has not come back to say so in its time."""
    is_over = or_(Telling.taken_until.is_(None), Telling.taken_until <= at)
    return and_(Telling.state == TellingState.UNKNOWN, is_over)


def is_lost(telling: Telling, *, at: datetime) -> bool:
    is_over = telling.taken_until is None or telling.taken_until <= at
    return telling.state == TellingState.UNKNOWN and is_over

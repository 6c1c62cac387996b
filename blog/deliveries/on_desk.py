"""What went wrong with the letters of a delivery, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.following.models import Follower


@dataclass(frozen=True, kw_only=True)
class Turned:
    """A letter that was turned away. Both are empty once its follower has left."""

    follower_id: int | None
    address: str
    answer: str


def refused(delivery_id: int, *, limit: int) -> Sequence[Turned]:
    """In the order in which they went."""
    rows = session().execute(
        select(Telling.follower_id, Follower.address, Telling.answer)
        .outerjoin(Follower, Follower.id == Telling.follower_id)
        .where(Telling.delivery_id == delivery_id, Telling.state == TellingState.REFUSED)
        .order_by(Telling.id)
        .limit(limit)
    )
    return [
        Turned(follower_id=id_, address=address or "", answer=said) for id_, address, said in rows
    ]

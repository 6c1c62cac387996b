"""Deliveries of posts, and for each follower whether the post has reached them."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import NEVER_TWICE, UNSEEN, Model, UtcDateTime

_IS_OPEN: Final = text("state IN ('counting', 'sending')")


class DeliveryState(StrEnum):
    COUNTING = "counting"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"


class TellingState(StrEnum):
    """What is known of one post and one follower. UNKNOWN is written before a letter is handed
    over, and stays when nobody came back to say how it went: such a letter is never sent by itself
    again.
    """

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    STOPPED = "stopped"


class Delivery(Model):
    """The blogger's wish that followers hear of a post: begins at `due_at`, can be stopped.

    `minutes` is the countdown, from the wish or from when the post comes out, whichever is later.
    `note` is a sentence that says why it was stopped, where the blogger did not do so.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        # One at a time for each post. What PostgreSQL is told is as with ix_posts_trashed.
        Index("uq_deliveries_open", "post_id", unique=True, sqlite_where=_IS_OPEN),
        Index("ix_deliveries_state", "state", "due_at"),
        NEVER_TWICE | UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    state: Mapped[DeliveryState] = mapped_column(String(10), default=DeliveryState.COUNTING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")


class Telling(Model):
    """One post for one follower: there before any letter is, and only once, ever.

    `follower_id` is empty once a follower has left. `taken_until` is how long it belongs to the
    process that is sending it, and stays: it says when the last try was. `letter` is what the
    letter is called that it went in, the same for all posts of a digest. `answer` is what the mail
    server said last.
    """

    __tablename__ = "tellings"
    __table_args__ = (
        UniqueConstraint("post_id", "follower_id", name="uq_tellings_post_id_follower_id"),
        Index("ix_tellings_due", "state", "due_at"),
        Index("ix_tellings_follower", "follower_id", "state"),
        Index("ix_tellings_delivery", "delivery_id", "state"),
        NEVER_TWICE | UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    follower_id: Mapped[int | None] = mapped_column(ForeignKey("followers.id", ondelete="SET NULL"))
    rhythm: Mapped[str] = mapped_column(String(10))
    state: Mapped[TellingState] = mapped_column(String(10), default=TellingState.WAITING)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    letter: Mapped[str] = mapped_column(String(64), default="", index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(String(500), default="")

"""Followers by mail, what they chose, and those who have not said yes yet."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import NEVER_TWICE, UNSEEN, Model, UtcDateTime

# How often somebody hears: with each piece, on Sunday mornings, on the first of a month.
RHYTHMS: Final = ("at_once", "weekly", "monthly")


class Follower(Model):
    """Somebody who has said yes.

    `address` is as it was typed, `key` as addresses are compared. `is_all` asks for posts that
    stand under every chosen subject at once, otherwise one is enough. `paused_at` is set while they
    want to hear nothing, until `resumes_at` if they named a day. `bounce_count` counts letters that
    came back since the last that did not; `held_at` is set when there were too many.
    """

    __tablename__ = "followers"
    __table_args__ = NEVER_TWICE | UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    key: Mapped[str] = mapped_column(String(320), unique=True)
    rhythm: Mapped[str] = mapped_column(String(10))
    is_everything: Mapped[bool] = mapped_column(default=False)
    is_all: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resumes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bounce_count: Mapped[int] = mapped_column(default=0)
    bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_answer: Mapped[str] = mapped_column(String(500), default="")
    origin: Mapped[str] = mapped_column(String(10), default="form")

    def hears(self, at: datetime) -> bool:
        """Whether letters go to them; `queries.hears` says the same of a row."""
        is_paused = self.paused_at is not None
        is_over = self.resumes_at is not None and self.resumes_at <= at
        return self.held_at is None and (not is_paused or is_over)


class FollowerSubject(Model):
    """One tag, theme or kind of work that a follower chose, or wants left out."""

    __tablename__ = "follower_subjects"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN tag_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN theme_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN work_kind IS NULL THEN 0 ELSE 1 END = 1",
            name="one_subject",
        ),
        Index("ix_follower_subjects_follower", "follower_id"),
        UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follower_id: Mapped[int] = mapped_column(ForeignKey("followers.id", ondelete="CASCADE"))
    tag_id: Mapped[int | None] = mapped_column(
        ForeignKey("tags.id", ondelete="CASCADE"), index=True
    )
    theme_id: Mapped[int | None] = mapped_column(
        ForeignKey("themes.id", ondelete="CASCADE"), index=True
    )
    work_kind: Mapped[str | None] = mapped_column(String(10))
    is_excluded: Mapped[bool] = mapped_column(default=False)


class FollowRequest(Model):
    """A form that came in: nothing is sent but the letter that asks, until its link is followed.

    `choice` is what was chosen (choices.py reads it). `network` is a keyed digest of the sender's
    network that changes every day, for the limits: no network can be read from it.
    """

    __tablename__ = "follow_requests"
    __table_args__ = (
        Index("ix_follow_requests_network", "network", "asked_at"),
        NEVER_TWICE | UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    key: Mapped[str] = mapped_column(String(320), index=True)
    rhythm: Mapped[str] = mapped_column(String(10))
    choice: Mapped[dict[str, Any]] = mapped_column(JSON)
    network: Mapped[str] = mapped_column(String(64), default="")
    origin: Mapped[str] = mapped_column(String(10), default="form")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

"""What feeds remember: entries that are gone, and how many read. Nothing here says who."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import UNSEEN, Model, UtcDateTime


class FeedEntry(Model):
    """A post that feeds give, or gave: `deleted_at` is when it was taken back (RFC 6721).

    `subjects` is under what it stood there last, as {"tag": ids, "theme": ids, "kind": names}, with
    what it stood under before that as a list of the same in "earlier".
    """

    __tablename__ = "feed_entries"

    entry_id: Mapped[str] = mapped_column(String(300), primary_key=True)
    subjects: Mapped[dict[str, Any]] = mapped_column(JSON)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class FeedNews(Model):
    """One row: when anything that a feed may show was last written."""

    __tablename__ = "feed_news"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedReader(Model):
    """A program that says for how many people it asks (“12 subscribers”), by name and feed."""

    __tablename__ = "feed_readers"
    __table_args__ = UNSEEN

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    subscriber_count: Mapped[int]
    seen_on: Mapped[date] = mapped_column(Date)


class FeedDay(Model):
    """How often feeds were asked for on a day (UTC), and how often nothing had changed (304)."""

    __tablename__ = "feed_days"
    __table_args__ = UNSEEN

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    asked_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)

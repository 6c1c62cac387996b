"""What feeds remember: entries that are gone, and how many read. Nothing here says who."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model, UtcDateTime


class Tombstone(Model):
    """A post that readers were given once and that is gone (RFC 6721).

    `subjects` says under what it stood: {"tags": ids, "themes": ids, "kinds": names}.
    """

    __tablename__ = "tombstones"

    entry_id: Mapped[str] = mapped_column(String(300), primary_key=True)
    path: Mapped[str] = mapped_column(String(1000))
    deleted_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    subjects: Mapped[dict[str, Any]] = mapped_column(JSON)


class FeedReader(Model):
    """A program that says for how many people it asks (“12 subscribers”), by name and feed."""

    __tablename__ = "feed_readers"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    subscriber_count: Mapped[int]
    seen_on: Mapped[date] = mapped_column(Date)


class FeedDay(Model):
    """How often feeds were asked for on a day (UTC), and how often nothing had changed (304)."""

    __tablename__ = "feed_days"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    asked_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)

"""What was done, when, and from where: rows that are added, counted up, and forgotten by age."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import UNSEEN, Model, UtcDateTime
from blog.networks import LONGEST


class LogEntry(Model):
    """Something that was done, once or `count` times from `at` to `last_at`.

    `area` is a heading of the log, `kind` what was done (facts.py). `about` is the name of what it
    was done to, as it was then, and `post_id` its piece, which may be gone by now. `way`,
    `browser` and `network` say by whom (hands.py).
    """

    __tablename__ = "log_entries"
    __table_args__ = (
        Index("ix_log_entries_at", "at"),
        Index("ix_log_entries_area", "area", "at"),
        Index("ix_log_entries_kind", "kind", "at"),
        UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int] = mapped_column(default=1)
    area: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(500), default="")
    post_id: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(10))
    browser: Mapped[str] = mapped_column(String(80), default="")
    network: Mapped[str] = mapped_column(String(LONGEST), default="")

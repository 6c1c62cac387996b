"""The table of jobs. A job that is done has no row any more."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import NEVER_TWICE, UNSEEN, Model, UtcDateTime


class Job(Model):
    """Work to be done at `due_at` or soon after.

    `leased_until` is how long it belongs to the process that took it, `holder` says which: one that
    was killed never gives it back. `key` stands for work that is wanted once, however often it is
    asked for. `given_up_at` is set when it has failed too often; `last_error` says with what.
    """

    __tablename__ = "jobs"
    __table_args__ = NEVER_TWICE | UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder: Mapped[str] = mapped_column(String(80), default="")
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

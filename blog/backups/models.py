"""The backups that lie in the data folder, and what is known of each."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import UNSEEN, Model, UtcDateTime

_RECENT: Final = timedelta(hours=12)


class Backup(Model):
    """`proven_at` is when it was restored into a place of its own and read there; `fault` is a
    sentence that says why that failed, the last time it was tried.
    """

    __tablename__ = "backups"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    byte_count: Mapped[int]
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str] = mapped_column(String(500), default="")

    def is_recent(self, at: datetime) -> bool:
        """One that is still to come is not: it was made while the clock was wrong."""
        return at - _RECENT <= self.made_at <= at

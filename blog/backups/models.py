"""The backups that lie in the data folder, and what is known of each."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import UNSEEN, Model, UtcDateTime


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

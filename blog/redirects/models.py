"""Redirects, and addresses that were asked for in vain. Nothing here says who asked."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import UNSEEN, Model, UtcDateTime


class Redirect(Model):
    """`path` is decoded and may end with a query ("/?p=12"). `target` is a path here or a whole
    address, as it goes out; "" for what is gone.
    """

    __tablename__ = "redirects"

    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    target: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Miss(Model):
    """A (decoded) path that answered 404, and how often. A dismissed one is of no interest."""

    __tablename__ = "misses"
    __table_args__ = (Index("ix_misses_count", "count", "last_at"), UNSEEN)

    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    count: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_dismissed: Mapped[bool] = mapped_column(default=False)

"""What a worker does with the log. May be run twice."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete

from blog.audit.models import LogEntry
from blog.db import session, transaction

KEPT_FOR: Final = timedelta(days=365)


def forget(*, at: datetime) -> None:
    """Whatever is a year old."""
    with transaction():
        session().execute(delete(LogEntry).where(LogEntry.last_at <= at - KEPT_FOR))

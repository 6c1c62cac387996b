"""Moments as feeds write them, in UTC."""

from datetime import UTC, datetime
from email.utils import format_datetime


def rfc3339(moment: datetime) -> str:
    """`2026-11-14T19:20:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def rfc822(moment: datetime) -> str:
    """`Sat, 14 Nov 2026 19:20:00 GMT`."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)

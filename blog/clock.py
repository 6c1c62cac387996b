"""The only reader of the wall clock. Everything else is told what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, cut to whole seconds: what feeds and forms can carry."""
    return datetime.now(UTC).replace(microsecond=0)

"""What happens to backups that others want to know. `name` is that of the file."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class BackupMade:
    name: str
    byte_count: int
    at: datetime


@dataclass(frozen=True)
class BackupProven:
    """It was restored into a place of its own, and a page could be read there."""

    name: str
    at: datetime


@dataclass(frozen=True)
class BackupFailed:
    """It could not be restored there; `fault` says why."""

    name: str
    fault: str
    at: datetime


@dataclass(frozen=True)
class BackupRestored:
    """The blog is what it was at `made_at`."""

    name: str
    made_at: datetime
    at: datetime


@dataclass(frozen=True)
class BackupDownloaded:
    name: str
    at: datetime

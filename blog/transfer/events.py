"""What moves in and out that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Imported:
    """`changed_count` of the files made or changed something."""

    changed_count: int
    at: datetime


@dataclass(frozen=True)
class Exported:
    """All that was written has gone out as Markdown and pictures."""

    file_count: int
    at: datetime

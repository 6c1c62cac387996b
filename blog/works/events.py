"""What happens to works that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class WorkChanged:
    """A work has other titles, people or years, or another has been merged into it."""

    work_id: int
    at: datetime

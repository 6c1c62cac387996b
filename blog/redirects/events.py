"""What happens to redirects that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RedirectKept:
    """`path` leads to `target` from now on, or is gone where that is ""."""

    path: str
    target: str
    at: datetime


@dataclass(frozen=True)
class RedirectRemoved:
    path: str
    at: datetime

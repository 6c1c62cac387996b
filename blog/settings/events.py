"""What happens to the blog as a whole that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class BlogChanged:
    """It has settings for the first time, or others: its name, its language."""

    at: datetime

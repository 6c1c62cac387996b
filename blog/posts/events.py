"""What happens to posts that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostWritten:
    """What readers can see of a post has changed, or may have: text, title, tags, works, date."""

    post_id: int
    at: datetime


@dataclass(frozen=True)
class PostRemoved:
    """For good; there is no row any more."""

    post_id: int
    at: datetime

"""What happens to posts that others want to know. `name` is what a post was called then."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostWritten:
    """What readers can see of a post has changed, or may have: text, title, tags, works, date."""

    post_id: int
    at: datetime


@dataclass(frozen=True)
class PostPublished:
    """Readers see it who did not before."""

    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostScheduled:
    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostWithdrawn:
    """Readers no longer see it."""

    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostHeldBack:
    """It was scheduled, and is a draft again. No reader has seen it."""

    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostTrashed:
    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostRestored:
    """It is out of the trash, and not public by this alone."""

    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PostRemoved:
    """For good; there is no row any more."""

    post_id: int
    name: str
    at: datetime

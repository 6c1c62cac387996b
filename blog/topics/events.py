"""What happens to tags and themes that others want to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TopicChanged:
    """A tag or theme has another name or description, or is gone. These posts stand, or stood,
    under it, where that changes what is said of them.
    """

    post_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class TagMerged:
    """Everything of a tag is the other's from now on; its row is about to go."""

    tag_id: int
    into_id: int


@dataclass(frozen=True)
class ThemeChanged:
    """A theme is new, was written over, or is gone."""

    theme_id: int
    at: datetime

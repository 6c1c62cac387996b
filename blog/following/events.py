"""What the blogger does with followers that others want to know; what they do themselves is theirs.

No fact names an address: whoever is erased is to be nowhere.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FollowerErased:
    at: datetime


@dataclass(frozen=True)
class FollowersInvited:
    """People of a list that was brought along: each is asked."""

    count: int
    at: datetime


@dataclass(frozen=True)
class FollowersDownloaded:
    count: int
    at: datetime

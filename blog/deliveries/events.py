"""What happens to deliveries that others want to know. `name` is what the post was called then."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DeliveryAnnounced:
    """The countdown runs, or waits for the post to come out."""

    post_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class DeliveryStopped:
    post_id: int
    name: str
    at: datetime

"""What a worker does for followers. Each may be run twice."""

from datetime import datetime

from blog.db import transaction
from blog.following import requests


def purge_requests(*, at: datetime) -> None:
    with transaction():
        requests.purge(at=at)

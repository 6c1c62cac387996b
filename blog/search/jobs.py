"""What a worker does with the index. Safe to run twice."""

from collections.abc import Sequence
from datetime import datetime

from blog.db import transaction
from blog.search import index


def put(post_ids: Sequence[int], *, at: datetime) -> None:
    """Bring these rows up to date; ids of posts that are gone by now are fine."""
    with transaction():
        index.put(post_ids)

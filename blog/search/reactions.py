"""What the index does when something that it knows has changed (wiring/ says when).

Nothing reacts to a post that is removed: the database drops its row with it.
"""

from typing import Final

from sqlalchemy import select

from blog.db import session
from blog.jobs import queue
from blog.posts.events import PostWritten
from blog.search import index
from blog.topics.events import TopicChanged
from blog.works.events import WorkChanged
from blog.works.models import Review

PUT: Final = "search.put"


def post_written(fact: PostWritten) -> None:
    index.put([fact.post_id])


def topic_changed(fact: TopicChanged) -> None:
    """The newest at once; under a heading with many, the others by jobs: 2 ms for each."""
    ids = sorted(fact.post_ids, reverse=True)
    index.put(ids[: index.BATCH])
    for start in range(index.BATCH, len(ids), index.BATCH):
        queue.later(PUT, {"post_ids": ids[start : start + index.BATCH]}, due_at=fact.at)


def work_changed(fact: WorkChanged) -> None:
    session().flush()
    reviewed = select(Review.post_id).where(Review.work_id == fact.work_id)
    index.put(session().scalars(reviewed))

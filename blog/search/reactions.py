"""What the index does when something that it knows has changed (wiring.py says when).

Nothing reacts to a post that is removed: the database drops its row with it.
"""

from sqlalchemy import select

from blog.db import session
from blog.posts.events import PostWritten
from blog.search import index
from blog.topics.events import TopicChanged
from blog.works.events import WorkChanged
from blog.works.models import Review


def post_written(fact: PostWritten) -> None:
    index.put([fact.post_id])


def topic_changed(fact: TopicChanged) -> None:
    index.put(fact.post_ids)


def work_changed(fact: WorkChanged) -> None:
    session().flush()
    reviewed = select(Review.post_id).where(Review.work_id == fact.work_id)
    index.put(session().scalars(reviewed))

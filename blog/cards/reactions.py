"""When a card may have to be another: whoever changes what stands on it asks for the job.

Asked for with no key: a job that runs already may have read what was there before.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from blog.cards.models import POST, THEME, Card
from blog.db import session
from blog.jobs import queue
from blog.posts.events import PostRemoved, PostWritten
from blog.posts.models import Post, Status
from blog.settings.events import BlogChanged
from blog.topics.events import ThemeChanged, TopicChanged
from blog.works.events import WorkChanged
from blog.works.models import Review

MAKE: Final = "cards.make"
CHECK: Final = "cards.check"
# Drawn within seconds, so that the lease of a job never runs out.
_MOST_IN_A_JOB: Final = 50


def post_written(fact: PostWritten) -> None:
    """A draft has no card, unless it was out before: then that has to go."""
    post = session().get_one(Post, fact.post_id)
    is_out = post.status(fact.at) in (Status.LIVE, Status.SCHEDULED)
    if is_out or session().get(Card, (POST, fact.post_id)) is not None:
        ask_for(POST, [fact.post_id], at=fact.at)


def post_removed(fact: PostRemoved) -> None:
    ask_for(POST, [fact.post_id], at=fact.at)


def topic_changed(fact: TopicChanged) -> None:
    ask_for(POST, fact.post_ids, at=fact.at)


def theme_changed(fact: ThemeChanged) -> None:
    ask_for(THEME, [fact.theme_id], at=fact.at)


def work_changed(fact: WorkChanged) -> None:
    reviewing = select(Review.post_id).where(Review.work_id == fact.work_id)
    ask_for(POST, session().scalars(reviewing).all(), at=fact.at)


def blog_changed(fact: BlogChanged) -> None:
    queue.later(CHECK, {}, due_at=fact.at)


def ask_for(kind: str, ids: Sequence[int], *, at: datetime) -> None:
    for start in range(0, len(ids), _MOST_IN_A_JOB):
        payload = {"kind": kind, "ids": list(ids[start : start + _MOST_IN_A_JOB])}
        queue.later(MAKE, payload, due_at=at)

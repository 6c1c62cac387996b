"""What one follower was told of, for the desk and for themself: never what a letter said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.posts.models import Post
from blog.posts.queries import is_live


@dataclass(frozen=True, kw_only=True)
class Received:
    """One post for one follower; `moment` is when it was sent, or else when it is due. Of a post
    that is not live the title is its author's by now.
    """

    post_id: int
    is_live: bool
    title: str
    lang: str
    title_lang: str
    state: TellingState
    moment: datetime
    answer: str


def received(follower_id: int, *, at: datetime, limit: int, offset: int = 0) -> Sequence[Received]:
    """The newest first."""
    moment = func.coalesce(Telling.sent_at, Telling.due_at, type_=Telling.due_at.type)
    rows = session().execute(
        select(
            Post.id.label("post_id"),
            is_live(at).label("is_live"),
            Post.title,
            Post.lang,
            Post.title_lang,
            Telling.state,
            moment.label("moment"),
            Telling.answer,
        )
        .join(Post, Post.id == Telling.post_id)
        .where(Telling.follower_id == follower_id)
        .order_by(moment.desc(), Telling.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Received(**{**row, "state": TellingState(row["state"])}) for row in rows.mappings()]


def received_count(follower_id: int) -> int:
    counted = select(func.count(Telling.id)).where(Telling.follower_id == follower_id)
    return session().scalar(counted) or 0

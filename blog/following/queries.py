"""Who would hear of what, and what a choice would have brought."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true

from blog.db import session
from blog.following.models import Follower, FollowerSubject
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import LINE, Line, line, with_columns
from blog.subjects.choice import Choice, Subject
from blog.subjects.matching import holds

_A_YEAR: Final = timedelta(days=365)


def hears(at: datetime) -> ColumnElement[bool]:
    """Whether letters go to a row of followers: not while it is paused, or was held."""
    is_awake = or_(Follower.paused_at.is_(None), Follower.resumes_at <= at)
    return and_(is_awake, Follower.held_at.is_(None))


def wanting(subjects: Collection[Subject]) -> ColumnElement[bool]:
    """Whether a row of followers wants a post that stands under these.

    It says what `subjects.matching.wants` says; tests/following/test_queries.py holds them to it.
    """
    is_met = _is_one_of(subjects)
    has_some = _has(is_met, is_excluded=False)
    return and_(
        not_(_has(is_met, is_excluded=True)),
        or_(
            Follower.is_everything.is_(true()),
            and_(
                has_some,
                or_(Follower.is_all.is_(false()), not_(_has(not_(is_met), is_excluded=False))),
            ),
        ),
    )


def latest_for(choice: Choice, *, at: datetime, limit: int) -> list[Line]:
    """The last pieces that the choice would have brought, newest first."""
    chosen = live(at).where(holds(choice)).limit(limit)
    return [line(row) for row in session().execute(with_columns(chosen, LINE))]


def yearly_count(choice: Choice, *, at: datetime) -> int:
    """How many pieces it would have brought within the last year."""
    brought = live(at).where(holds(choice), Post.published_at > at - _A_YEAR).order_by(None)
    return session().scalar(brought.with_only_columns(func.count())) or 0


def _has(which: ColumnElement[bool], *, is_excluded: bool) -> ColumnElement[bool]:
    chosen = select(FollowerSubject.id).where(
        FollowerSubject.follower_id == Follower.id,
        FollowerSubject.is_excluded.is_(true() if is_excluded else false()),
        which,
    )
    # Whatever else the query around it reads of the same table.
    return exists(chosen.correlate(Follower))


def _is_one_of(subjects: Collection[Subject]) -> ColumnElement[bool]:
    """Never NULL, so that it can be turned round."""
    columns = {
        "tag": FollowerSubject.tag_id,
        "theme": FollowerSubject.theme_id,
        "kind": FollowerSubject.work_kind,
    }
    return or_(
        *(
            and_(column.is_not(None), column.in_([e.id for e in subjects if e.kind == kind]))
            for kind, column in columns.items()
        )
    )

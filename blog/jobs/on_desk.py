"""The queue as the desk shows it, and what can be done with work that was given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from blog.db import session
from blog.errors import NotFound
from blog.jobs.models import Job


@dataclass(frozen=True, kw_only=True)
class Queue:
    """How much there is; `oldest_due_at` is how long the first of what is due has waited."""

    running_count: int
    due_count: int
    later_count: int
    given_up_count: int
    oldest_due_at: datetime | None


def queue(at: datetime) -> Queue:
    is_wanted = Job.given_up_at.is_(None)
    is_taken = Job.leased_until > at
    is_due = is_wanted & (Job.due_at <= at) & (Job.leased_until.is_(None) | (~is_taken))
    return Queue(
        running_count=_count(is_wanted & is_taken),
        due_count=_count(is_due),
        later_count=_count(is_wanted & (Job.due_at > at) & Job.leased_until.is_(None)),
        given_up_count=given_up_count(),
        oldest_due_at=session().scalar(select(func.min(Job.due_at)).where(is_due)),
    )


def given_up_count() -> int:
    return _count(Job.given_up_at.is_not(None))


def next_due(*, limit: int) -> Sequence[Job]:
    """What is done next, what is being done included."""
    asked = select(Job).where(Job.given_up_at.is_(None)).order_by(Job.due_at, Job.id).limit(limit)
    return session().scalars(asked).all()


def given_up(*, limit: int, offset: int) -> Sequence[Job]:
    """What has failed too often, the last first."""
    asked = select(Job).where(Job.given_up_at.is_not(None))
    newest = asked.order_by(Job.given_up_at.desc(), Job.id.desc())
    return session().scalars(newest.limit(limit).offset(offset)).all()


def try_again(job_id: int, *, at: datetime) -> str:
    """Do it anew, as if it had never been tried. Its name.

    :raises NotFound: when it does not lie there any more: it is being tried, or done.
    """
    name = session().scalar(
        update(Job)
        .where(Job.id == job_id, Job.given_up_at.is_not(None))
        .values(given_up_at=None, leased_until=None, holder="", tries=0, due_at=at)
        .returning(Job.name)
    )
    return _found(name)


def forget(job_id: int) -> str:
    """Never do it. Its name.

    :raises NotFound: when it does not lie there any more.
    """
    name = session().scalar(
        delete(Job).where(Job.id == job_id, Job.given_up_at.is_not(None)).returning(Job.name)
    )
    return _found(name)


def _found(name: str | None) -> str:
    if name is None:
        raise NotFound("no_such_job", "That work does not lie here any more. It was tried again.")
    return name


def _count(condition: ColumnElement[bool]) -> int:
    return session().scalar(select(func.count(Job.id)).where(condition)) or 0

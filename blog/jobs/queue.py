"""Jobs in and out: asked for in the transaction of what they follow from, taken by one process.

Taking a job is one UPDATE, so that no two processes get the same. Each process that takes it counts
up `tries`; who comes back with an older count has lost the job to another, and changes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from blog.db import session
from blog.jobs.models import Job

# Longer than any job takes: one of 60 megapixels needs half a minute on a slow machine.
LEASE: Final = timedelta(minutes=5)
MOST_TRIES: Final = 5
_FIRST_PAUSE: Final = timedelta(seconds=30)
_MOST_OF_AN_ERROR: Final = 2000


def later(
    name: str, payload: Mapping[str, Any], *, due_at: datetime, key: str | None = None
) -> None:
    """Ask for work, in the transaction of the caller: it is there if and only if that commits.

    With a `key`, work that is waiting already is not asked for twice; what was given up is tried
    anew.
    """
    job = Job(name=name, payload=dict(payload), key=key, due_at=due_at)
    try:
        with session().begin_nested():
            session().add(job)
    except IntegrityError:
        if key is None:
            raise
        session().execute(
            update(Job)
            .where(Job.key == key, Job.given_up_at.is_not(None))
            .values(due_at=due_at, leased_until=None, holder="", given_up_at=None, tries=0)
        )


def is_known(key: str) -> bool:
    return session().scalar(select(Job.id).where(Job.key == key)) is not None


def known(keys: Iterable[str]) -> set[str]:
    """Those of the keys that a job has."""
    found = session().scalars(select(Job.key).where(Job.key.in_(tuple(keys))))
    return {key for key in found if key is not None}


def is_anything_due(at: datetime) -> bool:
    """A look that writes nothing: an idle process asks every second."""
    return session().scalar(select(Job.id).where(_is_due(at)).limit(1)) is not None


def free(holder: str) -> None:
    """Let others take what a process had that has ended. Its try counts."""
    session().execute(update(Job).where(Job.holder == holder).values(leased_until=None, holder=""))


def claim(*, at: datetime, lease: timedelta = LEASE, holder: str = "") -> Job | None:
    """Take the job that has waited longest, for as long as the lease."""
    first = (
        select(Job.id)
        .where(_is_due(at))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return session().scalar(
        update(Job)
        .where(Job.id == first)
        .values(leased_until=at + lease, holder=holder, tries=Job.tries + 1)
        .returning(Job)
    )


def finish(job: Job) -> bool:
    """The work is done. False when the lease had run out and another process has taken it since."""
    done = session().execute(delete(Job).where(_is_still(job)).returning(Job.id))
    return done.first() is not None


def fail(job: Job, error: str, *, at: datetime) -> None:
    """Try again, after a pause that grows with each try; after the last, keep it with its error."""
    is_last = job.tries >= MOST_TRIES
    session().execute(
        update(Job)
        .where(_is_still(job))
        .values(
            leased_until=None,
            holder="",
            due_at=job.due_at if is_last else at + _FIRST_PAUSE * 4 ** (job.tries - 1),
            given_up_at=at if is_last else None,
            last_error=error[:_MOST_OF_AN_ERROR],
        )
    )


def _is_due(at: datetime) -> ColumnElement[bool]:
    is_free = or_(Job.leased_until.is_(None), Job.leased_until <= at)
    return and_(Job.due_at <= at, Job.given_up_at.is_(None), is_free)


def _is_still(job: Job) -> ColumnElement[bool]:
    return and_(Job.id == job.id, Job.tries == job.tries)

"""The loop that does the work: one job after another, and a look every second when there is none.

A job is run outside any transaction: it opens its own, and must bear being run twice, since a
process may be killed between its last commit and ours.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from blog import clock, faults
from blog.db import session, transaction
from blog.jobs import queue, schedule
from blog.jobs.holders import Holder
from blog.jobs.models import Job

POLL_SECONDS: Final = 1.0

_LOG: Final = logging.getLogger(__name__)
# After a bad day of the disk or the database: trying costs time, and fills the log.
_PAUSE_SECONDS: Final = 10.0

# The job that is being done, for the log: its name and number.
at_hand: ContextVar[str] = ContextVar("job", default="")

# Called with what the job is about by name, and `at`.
Function = Callable[..., None]


@dataclass(frozen=True, kw_only=True)
class Work:
    """Every job: its function by name, those that follow it with the same payload, the daily ones
    with their time of day, in UTC where it says no zone. `daily` is asked anew each time: the
    blog's zone may change.
    """

    functions: Mapping[str, Function]
    follows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    daily: Callable[[], Mapping[str, time]] = dict


@dataclass(frozen=True)
class Drained:
    done_count: int
    failed_count: int


def run(
    work: Work,
    *,
    is_wanted: Callable[[], bool] = lambda: True,
    rest: Callable[[float], Any],
    holder: Holder | None = None,
) -> None:
    """Work for as long as it is wanted. `rest` waits; it may return early when that has changed."""
    drain(work, is_wanted=is_wanted, holder=holder)
    while is_wanted():
        rest(_look(work, is_wanted=is_wanted, holder=holder))


def _look(work: Work, *, is_wanted: Callable[[], bool], holder: Holder | None) -> float:
    """Do what is due. How many seconds to rest then: longer while nothing can be written."""
    try:
        # Anew each time: a clock that was put back has left all that was planned in the far future.
        schedule.plan(work.daily(), at=clock.now())
        if _is_anything_due(holder):
            drain(work, is_wanted=is_wanted, holder=holder)
    except (DBAPIError, OSError) as error:
        known = faults.told(error)
        if known is None:
            raise
        _LOG.error("the jobs wait: %s", known.message)
        session().rollback()
        return _PAUSE_SECONDS
    return POLL_SECONDS


def drain(
    work: Work, *, is_wanted: Callable[[], bool] = lambda: True, holder: Holder | None = None
) -> Drained:
    """Do everything that is due. `holder` is who we are; nameless, our jobs are free again only
    after their lease if we are killed.
    """
    done_count = failed_count = 0
    schedule.plan(work.daily(), at=clock.now())
    while is_wanted() and _is_anything_due(holder):
        job = _claimed(holder)
        if job is None:
            continue  # another process was faster
        mark = at_hand.set(f"{job.name} {job.id}")
        is_done = _run(work, job)
        at_hand.reset(mark)
        done_count, failed_count = done_count + is_done, failed_count + (not is_done)
        session().close()
    return Drained(done_count, failed_count)


def _is_anything_due(holder: Holder | None) -> bool:
    if holder is not None:
        _free_what_others_left(holder)
    answer = queue.is_anything_due(clock.now())
    session().rollback()
    return answer


def _free_what_others_left(holder: Holder) -> None:
    for name in holder.outlived():
        _LOG.warning("process %s has ended in the middle of its work", name)
        with transaction():
            queue.free(name)
        holder.bury(name)


def _claimed(holder: Holder | None) -> Job | None:
    with transaction():
        job = queue.claim(at=clock.now(), holder=holder.name if holder else "")
    session().expunge_all()
    return job


def _run(work: Work, job: Job) -> bool:
    """Whether it went well."""
    if job.tries > queue.MOST_TRIES:
        # No try came back to say what was wrong. One that takes too much memory would end each
        # process that takes it, for ever.
        _LOG.error("job %s %s is given up", job.name, job.payload)
        with transaction():
            queue.fail(job, "Every process that took it was killed.", at=clock.now())
        return False
    try:
        work.functions[job.name](**job.payload, at=clock.now())
    except Exception as error:  # noqa: BLE001 (it is written down, and the next must not wait)
        _LOG.exception("job %s %s failed, try %s", job.name, job.payload, job.tries)
        with transaction():
            queue.fail(job, f"{type(error).__name__}: {error}", at=clock.now())
        return False
    with transaction():
        if queue.finish(job):
            for name in work.follows.get(job.name, ()):
                queue.later(name, job.payload, due_at=clock.now())
    return True

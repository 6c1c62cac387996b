"""Letters that come back. Who cannot be reached three times in a row gets no more of them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select, update

from blog.db import session
from blog.deliveries.claims import Taken
from blog.deliveries.models import Telling, TellingState
from blog.following.models import Follower
from blog.mail.dsn import Report

MOST_IN_A_ROW: Final = 3
_MOST_OF_AN_ANSWER: Final = 500
_NAME: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])")
_WAS_OUT: Final = (TellingState.SENT, TellingState.UNKNOWN)


def returned(report: Report, *, at: datetime) -> bool:
    """A server could not deliver a letter after all. False when it is none of ours, was only late,
    or has come back before.
    """
    if not report.is_final:
        return False
    rows = session().execute(
        update(Telling)
        .where(Telling.letter.in_(_names(report)), Telling.state.in_(_WAS_OUT))
        .values(state=TellingState.REFUSED, answer=report.answer)
        .returning(Telling.follower_id)
        .execution_options(synchronize_session=False)
    )
    follower_ids = set(rows.scalars())
    for follower_id in follower_ids:
        if follower_id is not None:
            note(follower_id, report.answer, at=at)
    return bool(follower_ids)


def note(follower_id: int, answer: str, *, at: datetime) -> None:
    """One more letter came back, at once or later."""
    follower = session().get(Follower, follower_id, populate_existing=True)
    if follower is None:
        return
    follower.bounce_count += 1
    follower.bounced_at, follower.last_answer = at, answer[:_MOST_OF_AN_ANSWER]
    if follower.bounce_count >= MOST_IN_A_ROW and follower.held_at is None:
        follower.held_at = at
    session().flush()


def forgive(taken: Taken) -> None:
    """Another letter goes out, and the one before it has not come back: those that did no longer
    count. That the server takes a letter says nothing yet, most come back later.
    """
    if not taken.bounce_count:
        return
    came_through = exists(
        select(Telling.id).where(
            Telling.follower_id == Follower.id,
            Telling.state == TellingState.SENT,
            Telling.sent_at > Follower.bounced_at,
        )
    )
    session().execute(
        update(Follower)
        .where(Follower.id == taken.follower_id, came_through)
        .values(bounce_count=0)
        .execution_options(synchronize_session=False)
    )


def _names(report: Report) -> set[str]:
    """What the letter may have been called. Nobody guesses a name who has not had the letter."""
    said: Iterable[str] = (*report.receivers, report.message_id)
    return {name for each in said for name in _NAME.findall(each.lower())}

"""A round of letters: one after another, until a few are sent, nothing is due, or the rate is met.

A round is short, so that a worker can be stopped between two. Before it ends it asks for the next.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Final

from blog.db import session, transaction
from blog.deliveries import bounces, claims, rounds
from blog.deliveries.claims import Taken
from blog.deliveries.rounds import MOST_LETTERS
from blog.deliveries.writing import Made, Writer
from blog.mail.outcomes import Accepted, Outcome, Postponed, Refused, Unknown, Unreachable
from blog.mail.outgoing import Mailroom
from blog.settings import queries as settings

MOST_TRIES: Final = 7
_MOST_SECONDS: Final = 5.0
_FIRST_PAUSE: Final = timedelta(minutes=5)
_NOT_WRITTEN: Final = "The letter could not be written. The log says why."

_LOG: Final = logging.getLogger(__name__)


def send(failures: int, *, at: datetime, mailroom: Mailroom, secret: str) -> None:
    """The job. `failures` counts the rounds in a row that found no server."""
    began = time.monotonic()
    writer = Writer(settings.current(), mailroom=mailroom, secret=secret)
    rate = settings.current().letters_per_minute
    writer.expect(claims.next_followers(at=at, limit=MOST_LETTERS))
    is_reached, now, free_at = True, at, at
    for _ in range(MOST_LETTERS):
        passed = time.monotonic() - began
        now = at + timedelta(seconds=int(passed))
        with transaction():
            free_at = claims.free_at(rate, at=now)
            taken = claims.take(at=now) if free_at <= now else None
        if taken is None:
            break
        is_reached = _send(taken, writer, at=now)
        if not is_reached or passed > _MOST_SECONDS:
            break
    with transaction():
        if is_reached:
            rounds.go_on(at=now, free_at=free_at)
        else:
            rounds.try_later(at=now, failures=failures)


def _send(taken: Taken, writer: Writer, *, at: datetime) -> bool:
    """Whether there was somebody to hand it to."""
    made = _made(taken, writer, at=at)
    if made is None:
        return True
    outcome = writer.mailroom.transport.send(
        made.message, to=made.to, envelope_from=made.envelope_from
    )
    with transaction():
        if made.left_out:
            claims.leave_out(taken, made.left_out)
        _note(taken, outcome, at=at)
    return not isinstance(outcome, Unreachable)


def _made(taken: Taken, writer: Writer, *, at: datetime) -> Made | None:
    """The letter; None when it has nothing to say any more, or cannot be written."""
    try:
        made = writer.write(taken, at=at)
    except Exception:  # noqa: BLE001 (it is written down, and the others must not wait for it)
        _LOG.exception("letter %s could not be written", taken.name)
        with transaction():
            _postpone(taken, _NOT_WRITTEN, at=at)
        return None
    finally:
        session().rollback()
    if made is None:
        with transaction():
            claims.leave_out(taken, taken.post_ids)
    return made


def _note(taken: Taken, outcome: Outcome, *, at: datetime) -> None:
    match outcome:
        case Accepted(answer):
            bounces.forgive(taken)
            claims.sent(taken, answer, at=at)
        case Refused(answer, is_of_address):
            claims.refused(taken, answer)
            if is_of_address:
                bounces.note(taken.follower_id, answer, at=at)
        case Postponed(answer):
            _postpone(taken, answer, at=at)
        case Unreachable(answer):
            claims.put_back(taken, answer)
        case Unknown(answer):
            claims.unknown(taken, answer, at=at)


def _postpone(taken: Taken, answer: str, *, at: datetime) -> None:
    """5 and 15 minutes, 45, 2 ¼ hours, 7, 20: a server that is full for a day is waited for."""
    if taken.tries >= MOST_TRIES:
        claims.refused(taken, answer)
    else:
        claims.postpone(taken, answer, due_at=at + _FIRST_PAUSE * 3 ** (taken.tries - 1))

"""Forms that came in: nobody follows by one. It is answered with a letter, and the link in that
letter, followed and confirmed by its reader, makes a follower (followers.py).

Each row is one letter, so that counting rows is counting letters. What is done is the same for an
address that follows already and for one that nobody knows; only the letter differs (jobs.py).
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select

from blog.db import session
from blog.errors import Gone, Refused, TooMany
from blog.following import addresses, choices
from blog.following.models import RHYTHMS, FollowRequest
from blog.following.networks import digest
from blog.jobs import queue
from blog.subjects.choice import Choice

WRITE: Final = "following.write"
LINK_LASTS: Final = timedelta(days=2)
KEPT_FOR: Final = timedelta(days=14)

_LETTERS_A_DAY: Final = 3
_FORMS_AN_HOUR: Final = 10
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def ask(
    email: str, *, choice: Choice, rhythm: str, network: str, secret: str, at: datetime
) -> FollowRequest:
    """Take the form, and have the letter written. `network` is the sender's address.

    :raises Refused: with the field that cannot be as it is.
    :raises TooMany: "too_many_letters" or "too_many_forms".
    """
    asked = _checked(email, choice=choice, rhythm=rhythm, at=at)
    asked.network = digest(network, secret=secret, at=at)
    _refuse_too_many_forms(network, secret=secret, at=at)
    _refuse_too_many_letters(asked.key, at=at)
    return _write(asked, due_at=at)


def invite(
    email: str, *, choice: Choice, rhythm: str, at: datetime, due_at: datetime
) -> FollowRequest:
    """Have an address from the blogger's own list asked: it is no more than a form that came in.

    :raises Refused: with the field that cannot be as it is.
    """
    asked = _checked(email, choice=choice, rhythm=rhythm, at=at)
    asked.origin = "import"
    return _write(asked, due_at=due_at)


def ask_again(asked: FollowRequest, *, network: str, secret: str, at: datetime) -> FollowRequest:
    """Another letter with a link of its own, for what was asked for before.

    :raises TooMany: as `ask` does.
    """
    _refuse_too_many_forms(network, secret=secret, at=at)
    _refuse_too_many_letters(asked.key, at=at)
    again = FollowRequest(
        address=asked.address,
        key=asked.key,
        rhythm=asked.rhythm,
        choice=asked.choice,
        network=digest(network, secret=secret, at=at),
        origin=asked.origin,
        asked_at=at,
    )
    return _write(again, due_at=at)


def known(request_id: int) -> FollowRequest:
    """:raises Gone: "request_forgotten", after two weeks, or once its follower has left."""
    found = session().get(FollowRequest, request_id)
    if found is None:
        raise Gone(
            "request_forgotten",
            "I have forgotten what this link was for: it is more than two weeks old, or its "
            "letters have been stopped since.",
        )
    return found


def lasts_until(asked: FollowRequest) -> datetime:
    """When the link in the letter stops working."""
    return asked.asked_at + LINK_LASTS


def forget(request_id: int) -> str:
    """Forget every form from this address, and say which address it was.

    :raises Gone: "request_forgotten".
    """
    asked = known(request_id)
    session().execute(delete(FollowRequest).where(FollowRequest.key == asked.key))
    session().expunge(asked)
    return asked.address


def purge(*, at: datetime) -> None:
    """Forget the forms of two weeks ago, confirmed or not."""
    session().execute(delete(FollowRequest).where(FollowRequest.asked_at <= at - KEPT_FOR))


def _checked(email: str, *, choice: Choice, rhythm: str, at: datetime) -> FollowRequest:
    address = addresses.read(email)
    choices.refuse_unusable(choice)
    if rhythm not in RHYTHMS:
        raise Refused("no_such_rhythm", "Choose how often letters may come.", {"field": "often"})
    kept = choices.to_json(choice)
    return FollowRequest(
        address=address.text, key=address.key, rhythm=rhythm, choice=kept, asked_at=at
    )


def _write(asked: FollowRequest, *, due_at: datetime) -> FollowRequest:
    session().add(asked)
    session().flush()
    queue.later(WRITE, {"request_id": asked.id}, due_at=due_at)
    return asked


def _refuse_too_many_letters(key: str, *, at: datetime) -> None:
    if _count(FollowRequest.key == key, since=at - _DAY) >= _LETTERS_A_DAY:
        raise TooMany(
            "too_many_letters",
            "Three letters have gone to this address since yesterday, and I send no more than that "
            "to anybody who has not answered. Look in spam, or try again tomorrow.",
            {"retry_after": int(_DAY.total_seconds())},
        )


def _refuse_too_many_forms(network: str, *, secret: str, at: datetime) -> None:
    # An hour may lie in two days, and so have two digests.
    digests = {digest(network, secret=secret, at=moment) for moment in (at, at - _HOUR)}
    if _count(FollowRequest.network.in_(digests), since=at - _HOUR) >= _FORMS_AN_HOUR:
        raise TooMany(
            "too_many_forms",
            "Too many of these forms came from your network within the hour. Try again in an hour.",
            {"retry_after": int(_HOUR.total_seconds())},
        )


def _count(which: ColumnElement[bool], *, since: datetime) -> int:
    counted = select(func.count()).select_from(FollowRequest)
    return session().scalar(counted.where(which, FollowRequest.asked_at > since)) or 0

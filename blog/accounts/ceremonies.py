"""What a browser begins and has to finish: once, soon, and with the token that it was given.

They are rows, so that any worker may finish what another began. Nobody can fill the table: of each
purpose every network has a few, all together a bounded number, and more push out the oldest.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select

from blog.accounts.models import Ceremony
from blog.accounts.queries import hashed
from blog.db import session

LASTS: Final = timedelta(minutes=5)
MOST_FOR_ONE, MOST = 20, 2000


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What the browser is given. `challenge` is what a passkey has to sign."""

    token: str = field(repr=False)
    challenge: bytes = field(repr=False)


def begin(
    purpose: str,
    *,
    subject: str,
    at: datetime,
    owner_id: int | None = None,
    lasts: timedelta = LASTS,
) -> Begun:
    """`subject` is a keyed hash of whoever begins it, such as `Attempt.from_address`."""
    session().execute(delete(Ceremony).where(Ceremony.expires_at <= at))
    _keep_newest(MOST - 1, Ceremony.purpose == purpose)
    _keep_newest(MOST_FOR_ONE - 1, Ceremony.purpose == purpose, Ceremony.subject == subject)
    begun = Begun(token=secrets.token_urlsafe(32), challenge=secrets.token_bytes(32))
    session().add(
        Ceremony(
            token_hash=hashed(begun.token),
            purpose=purpose,
            subject=subject,
            challenge=begun.challenge,
            owner_id=owner_id,
            expires_at=at + lasts,
        )
    )
    session().flush()
    return begun


def find(purpose: str, token: str, *, at: datetime) -> Ceremony | None:
    """What was begun, without finishing it; None when it is over or never was."""
    return session().scalar(select(Ceremony).where(*_open(purpose, token, at=at)))


def finish(purpose: str, token: str, *, at: datetime) -> Ceremony | None:
    """What was begun, for the only time; None when it is over or never was."""
    return session().scalar(
        delete(Ceremony).where(*_open(purpose, token, at=at)).returning(Ceremony)
    )


def end_all(owner_id: int) -> None:
    """Whatever was begun for the owner: what it was begun with has changed."""
    session().execute(delete(Ceremony).where(Ceremony.owner_id == owner_id))


def _open(purpose: str, token: str, *, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Ceremony.token_hash == hashed(token),
        Ceremony.purpose == purpose,
        Ceremony.expires_at > at,
    )


def _keep_newest(most: int, *where: ColumnElement[bool]) -> None:
    newest = select(Ceremony.id).where(*where).order_by(Ceremony.id.desc())
    last_too_many = newest.offset(most).limit(1).scalar_subquery()
    session().execute(delete(Ceremony).where(*where, Ceremony.id <= last_too_many))

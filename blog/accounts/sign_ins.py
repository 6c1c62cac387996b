"""The places where the owner is signed in: each is a row, and without its row a browser is out."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, update

from blog import events
from blog.accounts import queries
from blog.accounts.events import OwnerSignedIn, OwnerSignedOut
from blog.accounts.models import Owner, SignIn
from blog.accounts.queries import SignedIn
from blog.db import session
from blog.errors import NotFound

# On a device of the owner's. Elsewhere it ends with the browser, or with the day.
STAYS: Final = timedelta(days=30)
VISITS: Final = timedelta(days=1)
MOST_ADDRESS, MOST_USER_AGENT = 45, 400


def sign_in(
    owner: Owner, *, way: str, stays: bool, address: str, user_agent: str, at: datetime
) -> SignedIn:
    """Sign one browser in. It is to carry the token; nobody can read it from the database.

    `way` is what the owner has shown, in words: “with a password”.
    """
    session().execute(delete(SignIn).where(SignIn.expires_at <= at))
    token = secrets.token_urlsafe(32)
    place = SignIn(
        owner_id=owner.id,
        token_hash=queries.hashed(token),
        address=address[:MOST_ADDRESS],
        user_agent=user_agent[:MOST_USER_AGENT],
        created_at=at,
        seen_at=at,
        confirmed_at=at,
        expires_at=at + (STAYS if stays else VISITS),
    )
    session().add(place)
    session().flush()
    events.emit(OwnerSignedIn(way=way, at=at))
    return SignedIn(
        owner_id=owner.id,
        username=owner.username,
        name=owner.name,
        email=owner.email,
        sign_in_id=place.id,
        seen_at=at,
        confirmed_at=at,
        token=token,
    )


def note_seen(sign_in_id: int, *, at: datetime) -> None:
    session().execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def sign_out(token: str, *, at: datetime) -> None:
    _sign_out(SignIn.token_hash == queries.hashed(token), at=at)


def sign_out_place(owner_id: int, sign_in_id: int, *, at: datetime) -> None:
    """:raises NotFound: "no_such_place", also when it was signed out in between."""
    if not _sign_out(SignIn.id == sign_in_id, SignIn.owner_id == owner_id, at=at):
        raise NotFound("no_such_place", "That place is signed out already.")


def sign_out_others(owner_id: int, *, keep: str | None, at: datetime) -> None:
    """Sign out everywhere, except where the token `keep` is carried."""
    where = [SignIn.owner_id == owner_id]
    if keep is not None:
        where.append(SignIn.token_hash != queries.hashed(keep))
    _sign_out(*where, at=at)


def _sign_out(*where: ColumnElement[bool], at: datetime) -> int:
    """How many places were signed out."""
    ended = session().scalars(delete(SignIn).where(*where).returning(SignIn.user_agent)).all()
    for user_agent in ended:
        events.emit(OwnerSignedOut(user_agent=user_agent, at=at))
    return len(ended)

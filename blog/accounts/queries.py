"""Reading the account: the owner, and the places where the owner is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from blog.accounts.models import Owner, SignIn
from blog.db import session
from blog.errors import NotFound
from blog.slugs import fold


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """The owner, in one browser. `token` is what that browser carries; only its hash is stored."""

    owner_id: int
    username: str
    name: str
    email: str
    sign_in_id: int
    seen_at: datetime
    confirmed_at: datetime | None
    token: str = field(repr=False)


def has_owner() -> bool:
    return session().scalar(select(Owner.id).limit(1)) is not None


def owner() -> Owner | None:
    """The owner; None before set-up."""
    return session().scalar(select(Owner).order_by(Owner.id))


def the_owner() -> Owner:
    """:raises NotFound: "no_owner" before set-up."""
    found = owner()
    if found is None:
        raise NotFound("no_owner", "This blog has no owner.")
    return found


def owner_called(name: str) -> Owner | None:
    """The owner by user name or email, whatever the capitals: a telephone adds one of its own."""
    wanted, found = fold(name), owner()
    if found is not None and wanted in {fold(found.username), fold(found.email)}:
        return found
    return None


def signed_in(token: str, *, at: datetime) -> SignedIn | None:
    """Who carries this token; None when it was signed out, has expired or never was."""
    row = (
        session()
        .execute(
            select(
                Owner.id.label("owner_id"),
                Owner.username,
                Owner.name,
                Owner.email,
                SignIn.id.label("sign_in_id"),
                SignIn.seen_at,
                SignIn.confirmed_at,
            )
            .join(Owner, Owner.id == SignIn.owner_id)
            .where(SignIn.token_hash == hashed(token), SignIn.expires_at > at)
        )
        .one_or_none()
    )
    return None if row is None else SignedIn(**row._mapping, token=token)


def places(owner_id: int, *, at: datetime) -> Sequence[SignIn]:
    """Where the owner is signed in, the last used first."""
    return (
        session()
        .scalars(
            select(SignIn)
            .where(SignIn.owner_id == owner_id, SignIn.expires_at > at)
            .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
        )
        .all()
    )


def hashed(token: str) -> str:
    """How a token is stored: it is long and random, so a plain hash cannot be turned back."""
    return sha256(token.encode()).hexdigest()

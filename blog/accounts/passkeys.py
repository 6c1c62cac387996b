"""Passkeys: made on a device of the owner's, listed, renamed, removed, and signed in with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from blog import events
from blog.accounts import authenticators, keepers
from blog.accounts.authenticators import Known, Options
from blog.accounts.events import PasskeyAdded, PasskeyRemoved
from blog.accounts.models import Owner, Passkey
from blog.accounts.relying import RelyingParty
from blog.db import session
from blog.errors import NotFound, Refused, refuse_too_long

# What their ceremonies are for.
ADDING: Final = "add a passkey"
SIGNING_IN: Final = "sign in with a passkey"
CONFIRMING: Final = "confirm with a passkey"

MOST, MOST_NAME = 20, 80


def kept(owner_id: int) -> Sequence[Passkey]:
    """The passkeys of the owner, the newest first."""
    wanted = select(Passkey).where(Passkey.owner_id == owner_id).order_by(Passkey.id.desc())
    return session().scalars(wanted).all()


def are_there() -> bool:
    return session().scalar(select(Passkey.id).limit(1)) is not None


def own(owner_id: int, passkey_id: int) -> Passkey:
    """:raises NotFound: "no_such_passkey"."""
    wanted = select(Passkey).where(Passkey.id == passkey_id, Passkey.owner_id == owner_id)
    found = session().scalar(wanted)
    if found is None:
        raise NotFound("no_such_passkey", "This passkey has been removed already.")
    return found


def options_to_add(
    owner: Owner, *, site: RelyingParty, site_name: str, challenge: bytes
) -> Options:
    """What the owner's browser is asked for. A device that has a passkey makes no second.

    :raises Refused: "too_many_passkeys".
    """
    known = kept(owner.id)
    if len(known) >= MOST:
        raise Refused(
            "too_many_passkeys", f"You have {MOST} passkeys, and no more fit. Remove one first."
        )
    return authenticators.options_to_make(
        site=site,
        site_name=site_name,
        handle=owner.handle,
        username=owner.username,
        name=owner.name,
        challenge=challenge,
        known=[Known(credential_id=one.credential_id, transports=one.transports) for one in known],
    )


def add(
    owner: Owner,
    credential: str,
    *,
    challenge: bytes,
    site: RelyingParty,
    user_agent: str,
    at: datetime,
) -> Passkey:
    """Keep the passkey that a device has made, named after what keeps it.

    :raises Refused: "passkey_unreadable" or "passkey_known".
    """
    made = authenticators.made(credential, site=site, challenge=challenge)
    if _find(made.credential_id) is not None:
        raise Refused("passkey_known", "This passkey is kept here already.")
    passkey = Passkey(
        owner_id=owner.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=keepers.name(made.aaguid, user_agent=user_agent),
        transports=made.transports,
        is_backed_up=made.is_backed_up,
        created_at=at,
    )
    session().add(passkey)
    session().flush()
    events.emit(PasskeyAdded(name=passkey.name, at=at))
    return passkey


def rename(owner_id: int, passkey_id: int, name: str) -> None:
    """:raises NotFound: "no_such_passkey".
    :raises Refused: when the name is empty or too long.
    """
    passkey = own(owner_id, passkey_id)
    name = " ".join(name.split())
    if not name:
        raise Refused("name_empty", "Write a name for this passkey.", {"field": "name"})
    refuse_too_long({"name": name}, {"name": MOST_NAME})
    passkey.name = name


def remove(owner_id: int, passkey_id: int, *, at: datetime) -> None:
    """The password stays, so that this never takes the last way in.

    :raises NotFound: "no_such_passkey", also when it was removed in between.
    """
    passkey = own(owner_id, passkey_id)
    session().execute(delete(Passkey).where(Passkey.id == passkey.id))
    events.emit(PasskeyRemoved(name=passkey.name, at=at))


def recognise(credential: str, *, challenge: bytes, site: RelyingParty, at: datetime) -> Owner:
    """The owner whose passkey has signed this challenge.

    :raises Refused: "passkey_unreadable", "passkey_unknown", or "passkey_copied" with its name as
        `details["passkey"]`.
    """
    credential_id, handle = authenticators.says_to_be(credential)
    passkey = _find(credential_id)
    owner = session().get(Owner, passkey.owner_id) if passkey else None
    if passkey is None or owner is None or handle != owner.handle:
        raise Refused(
            "passkey_unknown",
            "This passkey is not kept here, or no longer. Sign in with the password.",
        )
    used = authenticators.used(
        credential, site=site, challenge=challenge, public_key=passkey.public_key
    )
    _refuse_copy(passkey, used.sign_count)
    passkey.sign_count, passkey.is_backed_up = used.sign_count, used.is_backed_up
    passkey.used_at = at
    return owner


def _refuse_copy(passkey: Passkey, sign_count: int) -> None:
    """A counter that goes back, or stands still, is that of a copy (WebAuthn, section 6.1.1).

    :raises Refused: "passkey_copied".
    """
    if max(sign_count, passkey.sign_count) > 0 and sign_count <= passkey.sign_count:
        raise Refused(
            "passkey_copied",
            f"The counter of “{passkey.name}” has gone back, as that of a copy would. "
            "Sign in with the password and remove this passkey.",
            {"passkey": passkey.name},
        )


def _find(credential_id: bytes) -> Passkey | None:
    """Held until the end of the transaction: of two uses at once, the second sees the first."""
    wanted = select(Passkey).where(Passkey.credential_id == credential_id)
    return session().scalar(wanted.with_for_update())

"""The way back for an owner who is locked out: a link from the terminal, good once and not long.

Whoever can type on the machine of the blog could read its database as well; the link gives them
nothing new. Only its hash is kept, and no mail is needed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from blog import events
from blog.accounts import ceremonies, codes, commands, passkeys, queries, recovery_codes
from blog.accounts.events import AccountRecovered, RecoveryLinkMade
from blog.accounts.models import Owner
from blog.errors import Gone

LASTS: Final = timedelta(minutes=15)
_PURPOSE: Final = "recovery"


@dataclass(frozen=True, kw_only=True)
class RecoveryFields:
    """The new password, and which other ways in are to be closed."""

    password: str = field(repr=False)
    removes_codes: bool
    removes_passkeys: bool


def link(owner: Owner, *, site_url: str, at: datetime) -> str:
    """Where the owner takes the blog back. Links that were made before are over."""
    ceremonies.end_all(owner.id)
    begun = ceremonies.begin(_PURPOSE, subject="terminal", owner_id=owner.id, lasts=LASTS, at=at)
    events.emit(RecoveryLinkMade(at=at))
    return f"{site_url}/recover?{urlencode({'token': begun.token})}"


def check(token: str, *, at: datetime) -> Owner:
    """Whose account the link opens.

    :raises Gone: "recovery_over".
    """
    if ceremonies.find(_PURPOSE, token, at=at) is None:
        raise _over()
    return queries.the_owner()


def recover(token: str, fields: RecoveryFields, *, blog_name: str, at: datetime) -> Owner:
    """Set a new password; every browser is signed out, and the link is used up.

    :raises Gone: "recovery_over".
    :raises Refused: for the reasons of `passwords.check`; the link stays good.
    """
    if ceremonies.finish(_PURPOSE, token, at=at) is None:
        raise _over()
    owner = queries.the_owner()
    commands.set_password(owner, fields.password, blog_name=blog_name, at=at)
    if fields.removes_codes:
        codes.switch_off(owner.id, at=at)
        recovery_codes.forget(owner.id)
    if fields.removes_passkeys:
        for passkey in passkeys.kept(owner.id):
            passkeys.remove(owner.id, passkey.id, at=at)
    events.emit(AccountRecovered(at=at))
    return owner


def _over() -> Gone:
    return Gone(
        "recovery_over",
        "A recovery link works once, for 15 minutes, and only the newest does. "
        "Run “blog owner recover” on the server for another.",
    )

"""One-time codes from an app, asked for beside the password (TOTP, RFC 6238).

The secret is sealed with that of the blog. Where that one has changed, codes cannot be checked any
more and none is taken: a recovery code lets the owner in, or `blog owner recover`.
"""

import hmac
import unicodedata
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import delete, or_, select, update

from blog import events, sealing
from blog.accounts.events import CodesSwitchedOff, CodesSwitchedOn
from blog.accounts.models import CodeSecret
from blog.db import session
from blog.errors import Conflict, Refused

_PURPOSE: Final = "one-time codes"
DIGITS: Final = 6
STEP_SECONDS: Final = 30
# A clock may be half a minute out, and a code takes a while to type.
_STEPS_APART: Final = (0, -1, 1)


def are_on(owner_id: int) -> bool:
    return proved_at(owner_id) is not None


def proved_at(owner_id: int) -> datetime | None:
    """Since when codes are asked for."""
    return session().scalar(select(CodeSecret.proved_at).where(CodeSecret.owner_id == owner_id))


def begin(owner_id: int, *, secret: str) -> None:
    """A new secret, for the owner to put into an app. Codes are asked for once one was right.

    :raises Conflict: "codes_on" when they are asked for already.
    """
    if are_on(owner_id):
        raise Conflict("codes_on", "One-time codes are on already. Switch them off first.")
    session().execute(delete(CodeSecret).where(CodeSecret.owner_id == owner_id))
    sealed = sealing.seal(_PURPOSE, pyotp.random_base32(), secret=secret)
    session().add(CodeSecret(owner_id=owner_id, sealed=sealed, last_step=0, proved_at=None))
    session().flush()


def begun(owner_id: int, *, secret: str) -> str | None:
    """The secret in letters, from `begin` until the first code was right."""
    row = session().get(CodeSecret, owner_id)
    if row is None or row.proved_at is not None:
        return None
    return sealing.unseal(_PURPOSE, row.sealed, secret=secret)


def address(letters: str, *, name: str, blog_name: str) -> str:
    """What an app reads from the picture: `otpauth://totp/…`."""
    return pyotp.TOTP(letters).provisioning_uri(name=name, issuer_name=blog_name)


def prove(owner_id: int, typed: str, *, secret: str, at: datetime) -> None:
    """Switch codes on, with the first one that the app shows.

    :raises Conflict: "codes_not_begun" when nothing was begun, or it is done.
    :raises Refused: "wrong_code".
    """
    if begun(owner_id, secret=secret) is None:
        raise Conflict("codes_not_begun", "Begin once more: this secret is not in use any more.")
    take(owner_id, typed, secret=secret, at=at)
    session().execute(
        update(CodeSecret).where(CodeSecret.owner_id == owner_id).values(proved_at=at)
    )
    events.emit(CodesSwitchedOn(at=at))


def switch_off(owner_id: int, *, at: datetime) -> None:
    """Also ends what was only begun."""
    were_on = are_on(owner_id)
    session().execute(delete(CodeSecret).where(CodeSecret.owner_id == owner_id))
    if were_on:
        events.emit(CodesSwitchedOff(at=at))


def take(owner_id: int, typed: str, *, secret: str, at: datetime) -> None:
    """Take a code, for the only time: of two requests with the same code one is refused.

    :raises Refused: "wrong_code", "code_used", "codes_unreadable" or "codes_off".
    """
    step = _step(_letters(owner_id, secret=secret), typed, at=at)
    # A code of far ahead was taken while the clock was wrong: it closes no door until then.
    far_ahead = _now(at) + 2 * max(_STEPS_APART)
    is_later = or_(CodeSecret.last_step < step, CodeSecret.last_step > far_ahead)
    taken = session().execute(
        update(CodeSecret)
        .where(CodeSecret.owner_id == owner_id, is_later)
        .values(last_step=step)
        .returning(CodeSecret.owner_id)
    )
    if taken.first() is None:
        raise Refused(
            "code_used",
            "This code has been used. Wait until your app shows the next one.",
            {"field": "code"},
        )


def are_readable(owner_id: int, *, secret: str) -> bool:
    """False where the blog has another secret than when codes were switched on."""
    row = session().get(CodeSecret, owner_id)
    return row is None or sealing.unseal(_PURPOSE, row.sealed, secret=secret) is not None


def looks_like_one(typed: str) -> bool:
    """Whether it is as long as a code, so that it is no recovery code."""
    return len(_digits(typed)) <= DIGITS


def _step(letters: str, typed: str, *, at: datetime) -> int:
    """The time step that this code belongs to."""
    digits = _digits(typed).encode()
    app = pyotp.TOTP(letters, digits=DIGITS, interval=STEP_SECONDS)
    for step in (_now(at) + apart for apart in _STEPS_APART):
        if hmac.compare_digest(app.generate_otp(step).encode(), digits):
            return step
    raise Refused(
        "wrong_code",
        f"That isn’t the code of this moment. Type the {DIGITS} digits that your app shows now.",
        {"field": "code"},
    )


def _now(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def _digits(typed: str) -> str:
    """Apps show a code in two halves; some keyboards send wide digits."""
    return "".join(unicodedata.normalize("NFKC", typed[:100]).split())


def _letters(owner_id: int, *, secret: str) -> str:
    row = session().get(CodeSecret, owner_id)
    if row is None:
        raise Refused("codes_off", "One-time codes were switched off meanwhile. Begin once more.")
    letters = sealing.unseal(_PURPOSE, row.sealed, secret=secret)
    if letters is None:
        raise Refused(
            "codes_unreadable",
            "The blog has another secret than when codes were switched on, so they cannot be "
            "checked. Type a recovery code, or run “blog owner recover” on the server.",
            {"field": "code"},
        )
    return letters

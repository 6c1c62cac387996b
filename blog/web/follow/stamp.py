"""The token in a form that strangers fill in: when this page was made, signed.

It needs no session, so the pages set no cookie. A program that fills in forms sends them at once,
and those it has collected much later.
"""

from datetime import datetime
from typing import Final

from blog import signing
from blog.errors import Refused

_PURPOSE: Final = "follow: form"
_SOONEST_SECONDS: Final = 3
_LATEST_SECONDS: Final = 24 * 60 * 60


def made(*, secret: str, at: datetime) -> str:
    return signing.sign(_PURPOSE, int(at.timestamp()), secret=secret)


def refuse_strange(stamp: str, *, secret: str, at: datetime) -> None:
    """:raises Refused: "link_invalid", "too_soon" or "too_late"."""
    made_at = int(signing.read(_PURPOSE, stamp, secret=secret, max_age=None))
    age = int(at.timestamp()) - made_at
    if age < _SOONEST_SECONDS:
        raise Refused("too_soon", "That was faster than anybody reads. Send it once more.")
    if age > _LATEST_SECONDS:
        raise Refused("too_late", "This page has been open for more than a day. Send it once more.")


def still_good(stamp: str, *, secret: str, at: datetime) -> str:
    """The stamp of a form that comes back to its reader: one that is too young grows older."""
    try:
        refuse_strange(stamp, secret=secret, at=at)
    except Refused as refusal:
        return stamp if refusal.code == "too_soon" else made(secret=secret, at=at)
    return stamp

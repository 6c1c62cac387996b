"""Before the ways in are changed, the owner shows once more to be the owner.

A browser that was left open, or a stolen cookie, can then read the desk, but lock nobody out.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update

from blog.accounts.models import SignIn
from blog.accounts.queries import SignedIn
from blog.db import session

LASTS: Final = timedelta(minutes=10)


def is_fresh(place: SignedIn, *, at: datetime) -> bool:
    """Also where the clock was put back since: then not for as long as it was ahead."""
    return place.confirmed_at is not None and abs(at - place.confirmed_at) < LASTS


def confirm(sign_in_id: int, *, at: datetime) -> None:
    session().execute(update(SignIn).where(SignIn.id == sign_in_id).values(confirmed_at=at))

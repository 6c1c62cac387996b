"""Browsers in which the owner has been signed in before, so that a new one is news.

Each carries a token of its own for longer than it stays signed in. It opens nothing: it only keeps
a letter from being written.
"""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from blog.accounts.models import KnownBrowser
from blog.accounts.places import describe
from blog.accounts.queries import hashed
from blog.db import session
from blog.jobs import queue

TELL: Final = "accounts.tell_of_new_browser"
# As long as browsers keep a cookie at most.
KNOWN_FOR: Final = timedelta(days=400)


def meet(owner_id: int, token: str, *, address: str, user_agent: str, at: datetime) -> str:
    """The owner is signed in where `token` was found. What the browser is to carry from now on.

    Of a new one the owner is told by a letter, unless none was known: the first is no news.
    """
    if _is_seen_again(owner_id, token, at=at):
        return token
    _forget_old(at=at)
    if _is_any_known(owner_id):
        moment, browser = at.isoformat(), describe(user_agent)
        about = {"browser": browser, "address": address, "signed_in_at": moment}
        queue.later(TELL, about, due_at=at)
    made = secrets.token_urlsafe(32)
    session().add(KnownBrowser(owner_id=owner_id, token_hash=hashed(made), seen_at=at))
    session().flush()
    return made


def _is_seen_again(owner_id: int, token: str, *, at: datetime) -> bool:
    seen = session().execute(
        update(KnownBrowser)
        .where(
            KnownBrowser.owner_id == owner_id,
            KnownBrowser.token_hash == hashed(token),
            KnownBrowser.seen_at > at - KNOWN_FOR,
        )
        .values(seen_at=at)
        .returning(KnownBrowser.id)
    )
    return seen.first() is not None


def _is_any_known(owner_id: int) -> bool:
    of_owner = select(KnownBrowser.id).where(KnownBrowser.owner_id == owner_id)
    return session().scalar(of_owner.limit(1)) is not None


def _forget_old(*, at: datetime) -> None:
    session().execute(delete(KnownBrowser).where(KnownBrowser.seen_at <= at - KNOWN_FOR))

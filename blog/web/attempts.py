"""Whoever says to be the owner shows it inside `counted`: wrong tries make the next one wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from flask import request

from blog import events
from blog.accounts import throttle
from blog.accounts.events import SignInFailed, SignInPaused
from blog.accounts.models import Owner
from blog.accounts.throttle import Attempt
from blog.db import transaction
from blog.errors import Refused
from blog.web.context import at, installation

# Longer than the longest email address. To fold a name of megabytes takes seconds.
LONGEST_NAME: Final = 400


@contextmanager
def counted(name: str = "") -> Iterator[None]:
    """Count a try as wrong until what is done inside has not refused it. `name` is what was typed,
    empty for a key, which names nobody. Never inside a transaction: that would undo the count.

    :raises TooMany: after too many wrong tries, before anything is looked at.
    :raises Refused: what was raised inside, with the number of tries that are left.
    """
    attempt = _attempt(name)
    with transaction():
        throttle.count(attempt, at=at())
    try:
        yield
    except Refused as refusal:
        wait = throttle.pause(attempt, at=at())
        with transaction():
            events.emit(SignInFailed(at=at()))
            if wait > timedelta(0):
                events.emit(SignInPaused(at=at()))
        sentence = f"{refusal.message} {_what_is_left(attempt, wait)}"
        raise Refused(refusal.code, sentence, refusal.details) from refusal
    with transaction():
        throttle.take_back(attempt)


def forgive(owner: Owner) -> None:
    """The owner is in: the wrong tries before, by either name or by key, were the owner's own."""
    for name in (owner.username, owner.email, ""):
        throttle.forgive(_attempt(name))


def _attempt(name: str) -> Attempt:
    return Attempt(
        name=name[:LONGEST_NAME], address=request.remote_addr or "", secret=installation().secret
    )


def _what_is_left(attempt: Attempt, wait: timedelta) -> str:
    if wait > timedelta(0):
        return f"The next try has to wait {throttle.in_words(wait)}."
    left = throttle.tries_left(attempt, at=at())
    return f"You have {left} more {'try' if left == 1 else 'tries'} before a pause."

"""Between the password and the code: a browser that is not in yet, and known for five minutes.

What it has begun is a row, named by a token in its session; with the right code it is over.
"""

from dataclasses import dataclass
from typing import Final

from flask import request, session

from blog.accounts import ceremonies, queries, second_steps
from blog.accounts.models import Ceremony, Owner
from blog.accounts.throttle import Attempt
from blog.db import transaction
from blog.errors import Forbidden, Refused
from blog.web import attempts
from blog.web.context import at, installation

_PURPOSE: Final = "second step"
# What the session calls the two.
_NAMED: Final = "second_step"
_STAYS: Final = "second_step_stays"


class CodeNeeded(Forbidden):
    """The password was right; a code is asked for beside it."""

    def __init__(self) -> None:
        super().__init__("code_needed", "Now the code that your app shows.")


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Who is to be let in, and how they asked to be."""

    owner: Owner
    way: str
    stays: bool


def begin(owner: Owner, *, stays: bool) -> None:
    """The password was right in this browser."""
    sender = Attempt(name="", address=request.remote_addr or "", secret=installation().secret)
    with transaction():
        begun = ceremonies.begin(_PURPOSE, subject=sender.from_address, owner_id=owner.id, at=at())
    session[_NAMED], session[_STAYS] = begun.token, stays


def is_begun() -> bool:
    return _begun() is not None


def finish(typed: str) -> Passed:
    """With a code of the app, or one of those on paper.

    :raises TooMany: after too many wrong tries.
    :raises Refused: "second_step_over", or for the reasons of `second_steps.take`.
    """
    if not is_begun():
        raise _over()
    owner = queries.the_owner()
    with attempts.counted(owner.username), transaction():
        shown = second_steps.take(owner.id, typed, secret=installation().secret, at=at())
        if ceremonies.finish(_PURPOSE, session[_NAMED], at=at()) is None:
            raise _over()
    return Passed(owner=owner, way=f"with a password and {shown}", stays=session[_STAYS])


def _begun() -> Ceremony | None:
    return ceremonies.find(_PURPOSE, session.get(_NAMED, ""), at=at())


def _over() -> Refused:
    return Refused(
        "second_step_over", "That took longer than five minutes. Begin with the password again."
    )

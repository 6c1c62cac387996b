"""Wrong passwords and wrong keys are counted, and each too many makes the next try wait longer.

An attempt is counted before what it brings is looked at and taken back when that was right, so a
hundred tries at once are a hundred tries. The counts are rows: they hold for all workers, and
after a restart. Addresses and names are kept as keyed hashes, for an hour.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_network
from math import ceil

from sqlalchemy import delete, func, select

from blog.accounts.models import FailedAttempt, SignIn
from blog.db import session
from blog.errors import TooMany
from blog.networks import parsed_from
from blog.slugs import fold

WINDOW = timedelta(hours=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)

# How many wrong passwords are free: for one name from one address, for all names from one address,
# and for one name from anywhere.
FREE_HERE, FREE_FROM_ADDRESS, FREE_FOR_NAME = 5, 20, 50


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Somebody at `address` says to be `name`, or brings a key, which names nobody."""

    name: str
    address: str
    secret: str = field(repr=False)

    @property
    def free(self) -> dict[str, int]:
        """How many wrong tries are free, by what they are counted for. A key cannot be guessed from
        many places: all that a count for it could do is to lock the owner out.
        """
        limits = {self.here: FREE_HERE, self.from_address: FREE_FROM_ADDRESS}
        return limits | {self.for_name: FREE_FOR_NAME} if self.name else limits

    @property
    def here(self) -> str:
        return self._keyed("here", fold(self.name), network(self.address))

    @property
    def from_address(self) -> str:
        return self._keyed("address", network(self.address))

    @property
    def for_name(self) -> str:
        return self._keyed("name", fold(self.name))

    def _keyed(self, *parts: str) -> str:
        return hmac.new(self.secret.encode(), "\0".join(parts).encode(), sha256).hexdigest()


def count(attempt: Attempt, *, at: datetime) -> None:
    """Count the attempt as a wrong one, until `forgive` says otherwise.

    :raises TooMany: "too_many_attempts"; `details["retry_after"]` is in seconds.
    """
    session().execute(delete(FailedAttempt).where(FailedAttempt.failed_at <= at - WINDOW))
    wait = pause(attempt, at=at)
    if wait > timedelta(0):
        raise TooMany(
            "too_many_attempts",
            f"Too many wrong tries. Wait {in_words(wait)}, then try again.",
            {"retry_after": ceil(wait.total_seconds())},
        )
    session().add_all(FailedAttempt(subject=subject, failed_at=at) for subject in attempt.free)
    session().flush()


def pause(attempt: Attempt, *, at: datetime) -> timedelta:
    """How long this attempt has to wait; nothing, or less, when it may be made."""
    limits = attempt.free
    if attempt.for_name in limits and _is_familiar(attempt.address, at=at):
        # Strangers cannot lock the owner out of a place where the owner is signed in.
        del limits[attempt.for_name]
    return max(_pause(subject, free=free, at=at) for subject, free in limits.items())


def in_words(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def tries_left(attempt: Attempt, *, at: datetime) -> int:
    """How many more wrong passwords are free here."""
    used, _ = _failures(attempt.here, at=at)
    return max(FREE_HERE - used, 0)


def take_back(attempt: Attempt) -> None:
    """What the attempt brought was right: it does not count. The wrong ones before it still do."""
    for subject in attempt.free:
        latest = select(func.max(FailedAttempt.id)).where(FailedAttempt.subject == subject)
        session().execute(delete(FailedAttempt).where(FailedAttempt.id == latest.scalar_subquery()))


def forgive(attempt: Attempt) -> None:
    """The owner is in: forget the wrong ones for this name, here and elsewhere.

    Those of the address are kept: whoever owns one account may still try others.
    """
    session().execute(
        delete(FailedAttempt).where(FailedAttempt.subject.in_([attempt.here, attempt.for_name]))
    )


def network(address: str) -> str:
    """What counts as one address: an IPv6 subscriber has a whole /64 to choose from."""
    parsed = parsed_from(address)
    if parsed is None:
        return address
    return str(ip_network((parsed, 64), strict=False) if parsed.version == 6 else parsed)


def _pause(subject: str, *, free: int, at: datetime) -> timedelta:
    used, last_at = _failures(subject, at=at)
    if used < free or last_at is None:
        return timedelta(0)
    whole = min(FIRST_PAUSE * (1 << min(used - free, 10)), LONGEST_PAUSE)
    return last_at + whole - at


def _failures(subject: str, *, at: datetime) -> tuple[int, datetime | None]:
    # Those that are still to come were counted by a clock that was put back since.
    query = select(func.count(), func.max(FailedAttempt.failed_at)).where(
        FailedAttempt.subject == subject,
        FailedAttempt.failed_at > at - WINDOW,
        FailedAttempt.failed_at <= at,
    )
    used, last_at = session().execute(query).one()
    return used, last_at


def _is_familiar(address: str, *, at: datetime) -> bool:
    known = session().scalars(select(SignIn.address).where(SignIn.expires_at > at))
    return network(address) in {network(place) for place in known}

"""Bringing a list of addresses along: looked over first, then each is asked by a letter of its own.

Nobody follows because they stand in a list: they say yes by the link in their letter, as others do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import select

from blog import events
from blog.db import session
from blog.errors import NotFound, Refused
from blog.following import addresses, lists, requests
from blog.following.events import FollowersInvited
from blog.following.lists import Entry
from blog.following.models import RHYTHMS, Follower, FollowRequest
from blog.subjects.choice import EVERYTHING, Choice, Moved, Unknown, resolve


@dataclass(frozen=True, kw_only=True)
class Invited:
    email: str
    key: str
    choice: Choice
    rhythm: str


@dataclass(kw_only=True)
class Looked:
    """Whom a list would have asked, and why the others not. `refused` has the lines to look at."""

    invited: list[Invited] = field(default_factory=list)
    following_count: int = 0
    asked_count: int = 0
    repeated_count: int = 0
    refused: list[tuple[Entry, str]] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """Names these very people: nobody is asked whom the blogger has not seen counted."""
        keys = "\n".join(each.key for each in self.invited)
        return blake2b(keys.encode(), digest_size=12).hexdigest()


def looked_over(entries: Sequence[Entry], *, rhythm: str, at: datetime) -> Looked:
    """`rhythm` is for the lines that name none. Nothing is kept."""
    looked, choices = Looked(), _Choices(at)
    following = set(session().scalars(select(Follower.key)))
    asked = set(session().scalars(select(FollowRequest.key)))
    met: set[str] = set()
    for entry in entries:
        try:
            address = addresses.read(entry.email)
            choice = choices.of(entry.follows)
            wanted = _rhythm(entry.rhythm or rhythm)
        except (NotFound, Refused) as refused:
            looked.refused.append((entry, refused.message))
            continue
        looked.repeated_count += address.key in met
        looked.following_count += address.key in following - met
        looked.asked_count += address.key in asked - following - met
        if address.key not in met | following | asked:
            looked.invited.append(
                Invited(email=address.text, key=address.key, choice=choice, rhythm=wanted)
            )
        met.add(address.key)
    return looked


def invite(invited: Sequence[Invited], *, letters_per_minute: int, at: datetime) -> None:
    """Have each of them asked, no faster than letters may go."""
    for number, each in enumerate(invited):
        due_at = at + timedelta(seconds=number * 60 // letters_per_minute)
        requests.invite(each.email, choice=each.choice, rhythm=each.rhythm, at=at, due_at=due_at)
    events.emit(FollowersInvited(len(invited), at))


class _Choices:
    """What lines say that they follow; each way of saying it is looked up once."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._known: dict[str, Choice | Unknown] = {"": EVERYTHING}

    def of(self, follows: str) -> Choice:
        """:raises Refused: when it names what there is not.
        :raises NotFound: when nobody can read it.
        """
        if follows not in self._known:
            found = resolve(lists.meant(follows), at=self._at)
            self._known[follows] = found.choice if isinstance(found, Moved) else found
        choice = self._known[follows]
        if isinstance(choice, Unknown):
            raise Refused("unknown_subject", choice.sentence)
        return choice


def _rhythm(name: str) -> str:
    if name not in RHYTHMS:
        raise Refused(
            "no_such_rhythm", f"“{name}” is not how often: write at_once, weekly or monthly."
        )
    return name

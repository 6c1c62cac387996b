"""How followers come and change: confirmed, choosing anew, pausing, leaving."""

from datetime import datetime

from sqlalchemy import delete, select

from blog import events
from blog.db import session
from blog.errors import Conflict, Gone, Refused
from blog.following import choices, requests
from blog.following.events import FollowerErased
from blog.following.models import RHYTHMS, Follower, FollowRequest
from blog.subjects.choice import Choice


def known(follower_id: int) -> Follower:
    """:raises Gone: "follower_gone" for somebody who has left."""
    found = with_id(follower_id)
    if found is None:
        raise Gone("follower_gone", "Nobody follows by this link any more. No letters go out.")
    return found


def with_id(follower_id: int) -> Follower | None:
    return session().get(Follower, follower_id)


def at_address(key: str) -> Follower | None:
    return session().scalar(select(Follower).where(Follower.key == key))


def confirm(
    asked: FollowRequest, *, at: datetime, is_added: bool = False, is_swapped: bool = False
) -> Follower:
    """The reader has pressed the button: from now on they follow what they asked for.

    Whoever follows something else already has to say whether that is to be added, or to be all.
    Confirming twice changes nothing.

    :raises Gone: "link_late" when the letter is more than two days old.
    :raises Conflict: "follows_already" when it has to be said.
    :raises Refused: "nothing_left" when all that was chosen has been taken away since.
    """
    follower = at_address(asked.key)
    if follower is not None and asked.confirmed_at is not None:
        return follower
    refuse_late(asked, at=at)
    wanted = choices.from_json(asked.choice)
    if not wanted.is_everything and not wanted.subjects:
        raise Refused(
            "nothing_left", "What you chose is not kept here any more. Choose again, if you like."
        )
    if follower is None:
        follower = _make(asked, at=at)
        choices.write(follower, wanted)
    elif is_added or is_swapped:
        kept = choices.of(follower)
        is_joined = is_added and choices.can_be_joined(kept, wanted)
        change(follower, choices.both(kept, wanted) if is_joined else wanted, rhythm=asked.rhythm)
    elif not is_the_same(follower, asked):
        raise Conflict("follows_already", "This address follows already.")
    asked.confirmed_at = at
    session().flush()
    return follower


def refuse_late(asked: FollowRequest, *, at: datetime) -> None:
    """:raises Gone: "link_late" when the letter is more than two days old."""
    if at >= requests.lasts_until(asked):
        raise Gone("link_late", "Links in letters work for two days, and this one is older.")


def is_the_same(follower: Follower, asked: FollowRequest) -> bool:
    """Whether they follow already just as they ask."""
    wanted = choices.from_json(asked.choice)
    return choices.of(follower) == wanted and follower.rhythm == asked.rhythm


def change(follower: Follower, choice: Choice, *, rhythm: str) -> None:
    """:raises Refused: with the field that cannot be as it is."""
    if rhythm not in RHYTHMS:
        raise Refused("no_such_rhythm", "Choose how often letters may come.", {"field": "often"})
    choices.write(follower, choice)
    follower.rhythm = rhythm
    session().flush()


def pause(follower: Follower, *, at: datetime, until: datetime | None) -> None:
    """Write no letters, until that moment or until told otherwise.

    :raises Refused: "not_ahead" when the moment has passed already.
    """
    if until is not None and until <= at:
        raise Refused("not_ahead", "Choose a day that is still to come.", {"field": "until"})
    follower.paused_at, follower.resumes_at = at, until
    session().flush()


def resume(follower: Follower) -> None:
    """Write again: after a pause, and after letters that came back."""
    follower.paused_at = follower.resumes_at = follower.held_at = None
    follower.bounce_count = 0
    session().flush()


def leave(follower: Follower) -> None:
    """Forget the address for good, with every form that came from it."""
    session().execute(delete(FollowRequest).where(FollowRequest.key == follower.key))
    session().execute(delete(Follower).where(Follower.id == follower.id))
    session().expunge(follower)


def erase(follower: Follower, *, at: datetime) -> None:
    """Have somebody leave at the blogger's wish."""
    leave(follower)
    events.emit(FollowerErased(at))


def _make(asked: FollowRequest, *, at: datetime) -> Follower:
    follower = Follower(
        address=asked.address,
        key=asked.key,
        rhythm=asked.rhythm,
        since=at,
        origin=asked.origin,
    )
    session().add(follower)
    session().flush()
    return follower

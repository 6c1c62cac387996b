"""What a worker does for followers. Each may be run twice."""

from datetime import datetime

from blog import site
from blog.db import session, transaction
from blog.following import addresses, choices, followers, links, requests
from blog.following.models import FollowRequest
from blog.following.said import say
from blog.mail import letters, outgoing
from blog.mail.letters import Letter
from blog.mail.outgoing import Mailroom
from blog.settings import queries as settings
from blog.settings.sender import sender
from blog.subjects.names import said as in_words


def write(request_id: int, *, mailroom: Mailroom, secret: str, at: datetime) -> None:
    """Send the letter that a form asked for, unless it has been answered or forgotten since.

    Only here is it looked up whether the address follows already: the answer to the form is the
    same for both, and takes as long.
    """
    asked = session().get(FollowRequest, request_id)
    if asked is None or asked.confirmed_at is not None or at >= requests.lasts_until(asked):
        return
    to = addresses.read(asked.address).wire
    letter = _letter(asked, mailroom=mailroom, secret=secret, at=at)
    by = sender(settings.current(), site_url=mailroom.site_url)
    session().rollback()
    outgoing.send_or_raise(mailroom, letter, sender=by, to=to, at=at)


def purge_requests(*, at: datetime) -> None:
    with transaction():
        requests.purge(at=at)


def _letter(asked: FollowRequest, *, mailroom: Mailroom, secret: str, at: datetime) -> Letter:
    said = say(choices.from_json(asked.choice), at=at)
    token = links.confirm_token(asked.id, secret=secret)
    about = {
        "picked": in_words(said.choice, said.names),
        "rhythm": asked.rhythm,
        "url": _absolute(mailroom, links.confirm_path(token)),
        "until": requests.lasts_until(asked),
    }
    follower = followers.at_address(asked.key)
    if follower is None:
        return letters.write(mailroom.render, "confirm", **about)
    kept = say(choices.of(follower), at=at)
    own = links.preferences_path(links.follower_token(follower.id, secret=secret))
    return letters.write(
        mailroom.render,
        "already",
        **about,
        followed=in_words(kept.choice, kept.names),
        followed_rhythm=follower.rhythm,
        is_the_same=followers.is_the_same(follower, asked),
        own_url=_absolute(mailroom, own),
    )


def _absolute(mailroom: Mailroom, path: str) -> str:
    return site.absolute(mailroom.site_url, path)

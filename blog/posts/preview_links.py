"""Secret addresses at which somebody may read a piece before it is out.

The address is a signed number, so that none can be guessed; the row behind it says until when it
opens, and goes when the link is taken back. What it opens is always the newest text.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete, select

from blog import signing
from blog.db import session
from blog.errors import Gone, NotFound, Refused
from blog.posts.models import Post, PreviewLink, Status

# How long a link may open, by the word in the form.
TERMS: Final[Mapping[str, timedelta]] = MappingProxyType(
    {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
)
_PURPOSE: Final = "preview"
# The row is what ends a link; the signature only has to outlive it.
_LONGEST_SECONDS: Final = 31 * 24 * 60 * 60
_NOT_SHOWN: Final = (Status.WITHDRAWN, Status.TRASHED)


def make(post: Post, *, term: str, at: datetime) -> PreviewLink:
    """
    :raises Refused: "no_such_term", or "not_shown" for a piece that was withdrawn or set aside.
    """
    if term not in TERMS:
        raise Refused("no_such_term", "A link is good for a day, a week or a month.")
    if post.status(at) in _NOT_SHOWN:
        raise Refused("not_shown", "What was withdrawn or set aside cannot be shown to anybody.")
    session().execute(
        delete(PreviewLink).where(PreviewLink.post_id == post.id, PreviewLink.expires_at <= at)
    )
    link = PreviewLink(post_id=post.id, created_at=at, expires_at=at + TERMS[term])
    session().add(link)
    session().flush()
    return link


def links_of(post_id: int, *, at: datetime) -> list[PreviewLink]:
    """Those that still open, the newest first."""
    good = select(PreviewLink).where(PreviewLink.post_id == post_id, PreviewLink.expires_at > at)
    return list(session().scalars(good.order_by(PreviewLink.id.desc())))


def take_back(link_id: int, *, post_id: int) -> None:
    """Nobody can open it any more. A link that has gone already is no mistake."""
    session().execute(
        delete(PreviewLink).where(PreviewLink.id == link_id, PreviewLink.post_id == post_id)
    )


def token(link_id: int, *, secret: str) -> str:
    """What stands in the address of the link; another each second, and each opens."""
    return signing.sign(_PURPOSE, link_id, secret=secret)


def opened_by(given: str, *, secret: str, at: datetime) -> Post:
    """The piece that a link leads to.

    :raises NotFound: "link_invalid" for what is no link of ours.
    :raises Gone: when the link has expired or was taken back, or the piece was.
    """
    try:
        link_id = signing.read(_PURPOSE, given, secret=secret, max_age=_LONGEST_SECONDS)
    except Refused as refused:
        kind = Gone if refused.code == "link_expired" else NotFound
        raise kind(refused.code, refused.message) from refused
    link = session().get(PreviewLink, link_id)
    if link is None:
        raise Gone("link_taken_back", "This link is no longer good. Ask me for a new one.")
    if link.expires_at <= at:
        raise Gone("link_expired", "The time of this link is over. Ask me for a new one.")
    post = session().get_one(Post, link.post_id)
    if post.status(at) in _NOT_SHOWN:
        raise Gone("taken_back", "There was a piece here. I have taken it back.")
    return post

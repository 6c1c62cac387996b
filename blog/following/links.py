"""The links in letters, and the tokens that open them. Each opens its own door and no other.

The token of a follower never expires, since each letter that was ever sent must be able to stop all
others. Numbers are never given twice, so the link of somebody who has left opens nothing.
"""

from typing import Final

from blog import signing
from blog.errors import NotFound, Refused

_CONFIRM: Final = "follow: confirm"
_FOLLOWER: Final = "follow: preferences"
_SENT: Final = "follow: sent"


def follower_token(follower_id: int, *, secret: str) -> str:
    return signing.sign(_FOLLOWER, follower_id, secret=secret)


def follower_of(token: str, *, secret: str) -> int:
    """:raises NotFound: "link_invalid"."""
    return _number(_FOLLOWER, token, secret=secret)


def confirm_token(request_id: int, *, secret: str) -> str:
    return signing.sign(_CONFIRM, request_id, secret=secret)


def request_to_confirm(token: str, *, secret: str) -> int:
    """Who asked, however old the letter is: requests.py knows whether it is too old.

    :raises NotFound: "link_invalid".
    """
    return _number(_CONFIRM, token, secret=secret)


def sent_token(request_id: int, *, secret: str) -> str:
    """For the page that says that a letter is on its way: it confirms nothing."""
    return signing.sign(_SENT, request_id, secret=secret)


def request_sent(token: str, *, secret: str) -> int:
    """:raises NotFound: "link_invalid"."""
    return _number(_SENT, token, secret=secret)


def preferences_path(token: str) -> str:
    return f"/follow/{token}/"


def one_click_path(token: str) -> str:
    """Where a mail program says that it wants no more letters (RFC 8058)."""
    return f"/follow/{token}/one-click"


def sent_path(token: str) -> str:
    return f"/follow/sent?letter={token}"


def confirm_path(token: str) -> str:
    return f"/follow/confirm/{token}"


def _number(purpose: str, token: str, *, secret: str) -> int:
    try:
        return int(signing.read(purpose, token, secret=secret, max_age=None))
    except Refused as refusal:
        raise NotFound(
            "link_invalid",
            "This link is not whole, or not from here. Copy all of it from the letter.",
        ) from refusal

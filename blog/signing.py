"""Signed, expiring tokens for links. Each purpose has its own salt: none opens another's door."""

from typing import Any

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from blog.errors import Refused


def sign(purpose: str, value: Any, *, secret: str) -> str:
    return URLSafeTimedSerializer(secret, salt=purpose).dumps(value)


def read(purpose: str, token: str, *, secret: str, max_age: int | None) -> Any:
    """The value that was signed; `max_age` in seconds, None for a token that never expires.

    :raises Refused: "link_expired" or "link_invalid".
    """
    try:
        return URLSafeTimedSerializer(secret, salt=purpose).loads(token, max_age=max_age)
    except SignatureExpired as error:
        raise Refused("link_expired", "This link has expired. Ask for a new one.") from error
    except BadSignature as error:
        raise Refused("link_invalid", "This link is not complete, or not from here.") from error

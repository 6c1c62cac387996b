"""What is asked for beside the password: a code from the app, or one of those on paper."""

from datetime import datetime

from blog.accounts import codes, recovery_codes


def take(owner_id: int, typed: str, *, secret: str, at: datetime) -> str:
    """What was shown besides, in words: “a code”.

    :raises Refused: "wrong_code", "code_used" or "codes_unreadable".
    """
    if codes.looks_like_one(typed):
        codes.take(owner_id, typed, secret=secret, at=at)
        return "a code"
    recovery_codes.take(owner_id, typed, at=at)
    return "a recovery code"

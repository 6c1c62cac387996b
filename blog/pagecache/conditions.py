"""Whether a caller has the newest version already (RFC 9110, section 13). Pure.

For answers to GET and HEAD. `asked` is a request as WSGI has it, `tags` are the strong entity tags,
with their quotes, of the bytes that would be sent and of the same in another form.
"""

import re
from collections.abc import Mapping, Sequence
from email.utils import mktime_tz, parsedate_tz
from functools import lru_cache
from typing import Any, Final

_TAG: Final = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def are_any(asked: Mapping[str, Any]) -> bool:
    """Whether the caller makes a condition at all."""
    return (
        "HTTP_IF_NONE_MATCH" in asked
        or "HTTP_IF_MODIFIED_SINCE" in asked
        or "HTTP_IF_MATCH" in asked
        or "HTTP_IF_UNMODIFIED_SINCE" in asked
    )


def fail(asked: Mapping[str, Any], tags: Sequence[str], *, changed: str | None) -> bool:
    """Whether the caller wants nothing but a version that this is not: 412."""
    if "HTTP_IF_MATCH" in asked:
        return _held(asked["HTTP_IF_MATCH"], tags, is_weak_enough=False) is None
    if "HTTP_IF_UNMODIFIED_SINCE" not in asked:
        return False
    since = _seconds(asked["HTTP_IF_UNMODIFIED_SINCE"])
    changed_at = _seconds(changed)
    return since is not None and changed_at is not None and changed_at > since


def held(asked: Mapping[str, Any], tags: Sequence[str], *, changed: str | None) -> str | None:
    """The tag of the bytes that the caller has; None for one who must be sent some: else, 304.

    What `If-None-Match` says is final, also when it cannot be read; a date is compared only in its
    absence.
    """
    if "HTTP_IF_NONE_MATCH" in asked:
        return _held(asked["HTTP_IF_NONE_MATCH"], tags, is_weak_enough=True)
    since = _seconds(asked.get("HTTP_IF_MODIFIED_SINCE"))
    changed_at = _seconds(changed)
    is_unchanged = since is not None and changed_at is not None and changed_at <= since
    return tags[0] if is_unchanged else None


def _held(written: str, tags: Sequence[str], *, is_weak_enough: bool) -> str | None:
    if written in tags:
        return written
    if written.strip() == "*":
        return tags[0]
    named = {tag for weak, tag in _TAG.findall(written) if is_weak_enough or not weak}
    return next((tag for tag in tags if tag in named), None)


# Whoever asks often sends the date that they were given.
@lru_cache(maxsize=256)
def _seconds(date: str | None) -> int | None:
    """None for what is no date: it is ignored (RFC 9110, 13.1.3)."""
    parts = parsedate_tz(date) if date else None
    try:
        return mktime_tz(parts) if parts else None
    except (ValueError, OverflowError):
        return None

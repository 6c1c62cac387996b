"""Passwords: how they are kept, and which are refused. Knows nothing of accounts.

argon2id at 19 MiB and two passes takes about 30 ms; the library's default takes 145 ms and gives
a thief of the database little more to do.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from blog.accounts.common_passwords import cores, is_common, squeezed
from blog.errors import Refused

LEAST_CHARACTERS, MOST_CHARACTERS = 12, 1024
LEAST_DIFFERENT = 5

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Each hashing holds 19 MiB and a core: a burst of logins queues here and does not fill the machine.
_slots = BoundedSemaphore(2)


def hash_(password: str) -> str:
    with _slots:
        return _hasher.hash(_same_everywhere(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password that was kept. Takes as long when nothing was kept."""
    nobodys = _nobodys()  # made in either case: the first of these calls takes twice as long
    with _slots:
        try:
            _hasher.verify(kept or nobodys, _same_everywhere(password[:MOST_CHARACTERS]))
        except VerifyMismatchError:
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was kept with other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def check(password: str, *, not_like: Iterable[str], field: str = "password") -> None:
    """Refuse a password that can be guessed. `not_like` holds the names that stand in public.

    :raises Refused: "password_short", "password_long", "password_is_a_name", "password_repeats" or
        "password_common".
    """
    length = len(_same_everywhere(password))
    if length < LEAST_CHARACTERS:
        raise _refusal(
            "password_short",
            f"This password has {length} characters. Take at least {LEAST_CHARACTERS}; "
            "a few words in a row are easy to remember.",
            field,
        )
    if len(password) > MOST_CHARACTERS:
        raise _refusal(
            "password_long",
            f"This password has {len(password)} characters; at most {MOST_CHARACTERS} fit.",
            field,
        )
    if not cores(password).isdisjoint(squeezed(name) for name in not_like):
        raise _refusal(
            "password_is_a_name",
            "This password is a name that everybody can read here. Take one nobody would try.",
            field,
        )
    if len(set(squeezed(password))) < LEAST_DIFFERENT:
        raise _refusal(
            "password_repeats",
            "This password repeats the same few characters. "
            f"Take one with at least {LEAST_DIFFERENT} different ones.",
            field,
        )
    if is_common(password):
        raise _refusal(
            "password_common",
            "This password is one of those that are tried first: a common one, or a run of keys, "
            "with a little around it. Take a few words in a row that nobody else would.",
            field,
        )


def _refusal(code: str, message: str, field: str) -> Refused:
    return Refused(code, message, {"field": field})


def _same_everywhere(password: str) -> str:
    """One keyboard sends é as one character, another as two; full-width letters are letters."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    """What an unknown name is compared with, so that it costs the same as a known one."""
    return _hasher.hash("the password of nobody")

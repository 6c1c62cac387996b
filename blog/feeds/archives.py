"""A feed in parts, so that whoever comes back after years finds all of it (RFC 5005, section 4).

Archives are cut from the oldest post on, all of one size, and count from 1: what is added at the
front changes none of them. An archive is named by its number and by a digest of every post up to
its end. So a name stands for the same posts for ever: where one was taken back or slipped in among
the old, the names from there on are others, and a reader that follows `prev-archive` until it meets
a name it knows misses nothing.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

SIZE: Final = 30


def count(total: int) -> int:
    """How many archives stand behind the newest `SIZE` of so many posts."""
    return max(0, -(-total // SIZE) - 1)


def name(number: int, oldest_first: Sequence[int]) -> str:
    """`3-9f86d081884c7d65`; "" for one that there is not."""
    if not 1 <= number <= count(len(oldest_first)):
        return ""
    held = " ".join(map(str, oldest_first[: number * SIZE]))
    return f"{number}-{blake2b(held.encode(), digest_size=8).hexdigest()}"


def number_in(name: str) -> int:
    """The number that a name asks for; 0 where that is none."""
    number = name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def held(number: int, oldest_first: Sequence[int]) -> Sequence[int]:
    """The posts of an archive, newest first; those of the feed itself for 0."""
    if number == 0:
        return oldest_first[: -SIZE - 1 : -1]
    return oldest_first[(number - 1) * SIZE : number * SIZE][::-1]

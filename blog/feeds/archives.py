"""A feed in parts, so that whoever comes back after years finds all of it (RFC 5005, section 4).

Archives are cut from the oldest post on, all of one size, and count from 1: what is added at the
front changes none of them. An archive is named by its number and by a digest of every post up to
its end. So a name stands for the same posts for ever: where one was taken back or slipped in among
the old, the names from there on are others, and a reader that follows `prev-archive` until it meets
a name it knows misses nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

SIZE: Final = 30


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a database can say of many posts without naming them: how many, and the sums of their
    ids and of the squares of these. No two sets that differ in one post, or in two, have the same.
    """

    count: int
    ids: int
    squares: int

    def without(self, ids: Collection[int]) -> "Sums":
        return Sums(
            count=self.count - len(ids),
            ids=self.ids - sum(ids),
            squares=self.squares - sum(each * each for each in ids),
        )


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A feed (`number` 0) or an archive of it: `newest` are the ids from the front of the feed to
    the end of this part, `whole` sums up all there are.
    """

    number: int
    newest: Sequence[int]
    whole: Sums

    @property
    def held(self) -> Sequence[int]:
        """The posts of this part, newest first."""
        return self.newest[-SIZE:] if self.number else self.newest

    @property
    def name(self) -> str:
        return self._name(self.number)

    @property
    def older(self) -> str:
        return self._name((self.number or count(self.whole.count) + 1) - 1)

    @property
    def newer(self) -> str:
        return self._name(self.number + 1) if self.number else ""

    def _name(self, number: int) -> str:
        """`3-9f86d081884c7d65`; "" for one that there is not."""
        if not 1 <= number <= count(self.whole.count):
            return ""
        upto = self.whole.without(self.newest[: self.whole.count - number * SIZE])
        said = f"{upto.count} {upto.ids} {upto.squares}"
        return f"{number}-{blake2b(said.encode(), digest_size=8).hexdigest()}"


def count(total: int) -> int:
    """How many archives stand behind the newest `SIZE` of so many posts."""
    return max(0, -(-total // SIZE) - 1)


def reach(number: int, total: int) -> int:
    """How many of the newest posts it takes to get to the end of an archive; of the feed for 0."""
    return total - (number - 1) * SIZE if number else SIZE


def number_in(name: str) -> int:
    """The number that a name asks for; 0 where that is none."""
    number = name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0

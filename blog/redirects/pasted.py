"""Many addresses at once, as they come out of another engine or a table: one pair a line. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# A word in place of the new address.
GONE_WORDS: Final = frozenset({"gone", "410"})
# Commas and semicolons may also stand in an address: what follows has to look like another one.
_BETWEEN: Final = re.compile(
    r"(?:\s*[,;]\s*|\s+(?:->|→)\s+|\s+)(?=\"?(?:/|https?:|(?:gone|410)\"?$))", re.IGNORECASE
)


@dataclass(frozen=True)
class Pair:
    """What a line says. `new` is "" for "gone", None where the line has no second address."""

    line: str
    old: str
    new: str | None


def pairs(text: str) -> Iterator[Pair]:
    """`/old/ /new/` a line; a tab, comma, semicolon or arrow may stand between, quotes around."""
    for line in text.splitlines():
        told = line.strip()
        if not told or told.startswith("#"):
            continue
        old, _, new = _BETWEEN.sub("\n", told, count=1).partition("\n")
        yield Pair(line=told, old=_bare(old), new=_new(_bare(new)))


def _bare(word: str) -> str:
    return word.strip().strip('"').strip()


def _new(word: str) -> str | None:
    if not word:
        return None
    return "" if word.lower() in GONE_WORDS else word

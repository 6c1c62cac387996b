"""Whose hand it is that changes something, said once where a request or a command begins.

Facts do not carry it: a piece is published, whoever asks. Of an address only the network is kept:
it tells home from elsewhere, and a stranger who mistypes a password leaves no more than that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Way(StrEnum):
    BROWSER = "browser"
    TERMINAL = "terminal"
    ITSELF = "itself"


@dataclass(frozen=True, kw_only=True)
class Hand:
    """`browser` is what it says of itself in words, `network` where it is (blog/networks.py)."""

    way: Way
    browser: str = ""
    network: str = ""


ITSELF: Final = Hand(way=Way.ITSELF)
TERMINAL: Final = Hand(way=Way.TERMINAL)

_hand: ContextVar[Hand] = ContextVar("hand", default=ITSELF)


def current() -> Hand:
    return _hand.get()


def begin(hand: Hand) -> Token[Hand]:
    """From now on it is this hand, until `end`."""
    return _hand.set(hand)


def end(begun: Token[Hand]) -> None:
    _hand.reset(begun)


@contextmanager
def at_work(hand: Hand) -> Iterator[None]:
    begun = begin(hand)
    try:
        yield
    finally:
        end(begun)

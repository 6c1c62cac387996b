"""How handing over a letter went. `answer` is what the server said, or what happened, in a line."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Accepted:
    """The server has it, and answers for the rest of the way."""

    answer: str


@dataclass(frozen=True)
class Refused:
    """Not this letter, now or later (5xx). `is_of_address`: there is no such place to send it."""

    answer: str
    is_of_address: bool = False


@dataclass(frozen=True)
class Postponed:
    """Not now (4xx), or the connection was lost before the letter was handed over."""

    answer: str


@dataclass(frozen=True)
class Unreachable:
    """Nobody there who takes letters from us: none could be handed over, this one or another."""

    answer: str


@dataclass(frozen=True)
class Unknown:
    """The letter was handed over and no answer came: it may be on its way, or not."""

    answer: str


Outcome: TypeAlias = Accepted | Refused | Postponed | Unreachable | Unknown

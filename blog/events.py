"""Facts that other parts react to, in the transaction in which they become true.

Each domain names its facts in its own `events.py`, as frozen dataclasses; `blog/wiring/` says, on
one page, who reacts to what. So a post knows nothing of the search or the cards that follow it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

Reactions: TypeAlias = Mapping[type, Sequence[Callable[[Any], None]]]

_reactions: Reactions = {}


def connect(reactions: Reactions) -> None:
    """From now on, in this process."""
    global _reactions
    _reactions = reactions


def emit(fact: object) -> None:
    """Have everybody react who wants to. What one of them raises undoes the transaction."""
    for react in _reactions.get(type(fact), ()):
        react(fact)

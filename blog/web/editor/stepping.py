"""Moving a thing in a list by one step, with a button: `up:12`, `down:12`, or `out:12`."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def moved(things: list[T], step: str, *, key: Callable[[T], int]) -> list[T]:
    """The list after the step; the same list when the step names nothing in it."""
    way, _, number = step.partition(":")
    at = next((place for place, thing in enumerate(things) if str(key(thing)) == number), None)
    if at is None:
        return things
    thing, rest = things[at], things[:at] + things[at + 1 :]
    match way:
        case "up":
            rest.insert(max(at - 1, 0), thing)
        case "down":
            rest.insert(at + 1, thing)
        case "out":
            pass
        case _:
            return things
    return rest


def under_the_hand(numbers: list[str], step: str) -> str:
    """The step whose button has the focus after this one: the same button's, or where its thing
    went out, the one of what stands in its place."""
    way, _, number = step.partition(":")
    if way != "out" or number not in numbers:
        return step
    at = numbers.index(number)
    rest = numbers[:at] + numbers[at + 1 :]
    return f"out:{rest[min(at, len(rest) - 1)]}" if rest else step

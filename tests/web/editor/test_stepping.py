"""One step up or down, or out."""

import pytest

from blog.web.editor.stepping import moved, under_the_hand


@pytest.mark.parametrize(
    ("step", "order"),
    [
        ("up:2", [2, 1, 3]),
        ("down:2", [1, 3, 2]),
        ("out:2", [1, 3]),
        ("up:1", [1, 2, 3]),
        ("down:3", [1, 2, 3]),
        ("up:9", [1, 2, 3]),
        ("sideways:2", [1, 2, 3]),
        ("", [1, 2, 3]),
    ],
)
def test_moved(step: str, order: list[int]) -> None:
    assert moved([1, 2, 3], step, key=int) == order


@pytest.mark.parametrize(
    ("step", "next_step"),
    [("up:2", "up:2"), ("out:1", "out:2"), ("out:3", "out:2"), ("out:9", "out:9"), ("", "")],
)
def test_under_the_hand(step: str, next_step: str) -> None:
    assert under_the_hand(["1", "2", "3"], step) == next_step


def test_nothing_is_left_under_the_hand() -> None:
    assert under_the_hand(["1"], "out:1") == "out:1"

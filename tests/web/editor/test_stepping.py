"""One step up or down, or out."""

import pytest

from blog.web.editor.stepping import moved


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

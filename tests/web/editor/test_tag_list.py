"""The tags field, read and written."""

import pytest

from blog.web.editor.tag_list import join, split


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        (" , ,", ()),
        ("winter, trains", ("winter", "trains")),
        ("冬天，火车、雪", ("冬天", "火车", "雪")),
        ('"windows, lit", winter', ("windows, lit", "winter")),
        ('winter,  "windows, lit"  ', ("winter", "windows, lit")),
        ('an "open quote, here', ('an "open quote', "here")),
        ("  two   words  ", ("two   words",)),
    ],
)
def test_split(typed: str, names: tuple[str, ...]) -> None:
    assert split(typed) == names


@pytest.mark.parametrize(
    "names",
    [
        ("winter", "windows, lit"),
        ("冬、天",),
        ("a b", "c"),
        ('"Heroes"', 'said "no", twice', '12"'),
        ('"', '""', '","'),
    ],
)
def test_what_is_written_is_read_again(names: tuple[str, ...]) -> None:
    assert split(join(names)) == names

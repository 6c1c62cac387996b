"""Addresses pasted from a table, one pair a line."""

import pytest

from blog.redirects.pasted import Pair, pairs


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("/old/ /new/", "/old/", "/new/"),
        ("/old/\t/new/", "/old/", "/new/"),
        ("/old/,/new/", "/old/", "/new/"),
        ('"/old/";"/new/"', "/old/", "/new/"),
        ("/old/ -> https://elsewhere.example/", "/old/", "https://elsewhere.example/"),
        ("/a,b;c/ /new/", "/a,b;c/", "/new/"),
        ("/a b/ /new/", "/a b/", "/new/"),
        ("/old/ gone", "/old/", ""),
        ("/old/,410", "/old/", ""),
        ("/gone-with-it/ /new/", "/gone-with-it/", "/new/"),
        ("https://old.example/慢车/ /posts/慢车/", "https://old.example/慢车/", "/posts/慢车/"),
        ("/alone/", "/alone/", None),
    ],
)
def test_what_a_line_says(line: str, old: str, new: str | None) -> None:
    assert list(pairs(f"  {line}\r\n")) == [Pair(line=line, old=old, new=new)]


def test_empty_lines_and_remarks_say_nothing() -> None:
    assert list(pairs("\n  \n# from WordPress\n")) == []

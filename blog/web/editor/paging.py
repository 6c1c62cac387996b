"""Long lists in pages: `?page=2`."""

from flask import request

from blog.errors import NotFound


def page_number(count: int, *, a_page: int) -> int:
    """The page that was asked for, from 1.

    :raises NotFound: when the list is not that long.
    """
    text = request.args.get("page", "1")
    last = -(-count // a_page) or 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= last):
        raise NotFound("no_such_page", f"This list has {last} page{'' if last == 1 else 's'}.")
    return int(text)

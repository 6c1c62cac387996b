"""Long lists in pages: `?page=2`."""

from flask import request

from blog.errors import NotFound
from blog.web.numbers import whole_number


def page_number(count: int, *, a_page: int) -> int:
    """The page that was asked for, from 1.

    :raises NotFound: when the list is not that long.
    """
    page = whole_number(request.args.get("page", "1"))
    last = -(-count // a_page) or 1
    if page is None or not 1 <= page <= last:
        raise NotFound("no_such_page", f"This list has {last} page{'' if last == 1 else 's'}.")
    return page

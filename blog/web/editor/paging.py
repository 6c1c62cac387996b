"""Long lists in pages: `?page=2`."""

from dataclasses import dataclass

from flask import request

from blog.errors import NotFound
from blog.web.numbers import whole_number


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page of a list that was asked for; its `number` counts from 1 to `last`."""

    number: int
    last: int
    size: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def page_of(count: int, *, size: int) -> Page:
    """The page that was asked for, of a list with so many rows.

    :raises NotFound: when the list is not that long.
    """
    number = whole_number(request.args.get("page", "1"))
    last = -(-count // size) or 1
    if number is None or not 1 <= number <= last:
        raise NotFound("no_such_page", f"This list has {last} page{'' if last == 1 else 's'}.")
    return Page(number=number, last=last, size=size)

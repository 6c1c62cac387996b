"""Numbers that a stranger wrote, in an address or a field: none that no database could look for."""

from typing import Any, Final

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

# PostgreSQL's integer, which is what an id is; SQLite would take twice as many bits.
LARGEST: Final = 2**31 - 1


class _Converter(IntegerConverter):
    """`<int:post_id>`: a larger number is in no address of this site, nor is one in another
    spelling (02, ２): each would be a page of its own to every cache.
    """

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **{"min": -LARGEST, "max": LARGEST, **given})

    def to_python(self, value: str) -> Any:
        number = super().to_python(value)
        if value != self.to_url(number):
            raise ValidationError
        return number


def register(app: Flask) -> None:
    app.url_map.converters["int"] = _Converter


def whole_number(text: str | None) -> int | None:
    """The number that a field holds, if it holds one that a database can."""
    text = text or ""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if is_number and int(text) <= LARGEST else None

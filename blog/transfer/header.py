"""The keys of a header, taken one by one as what they should be; what nobody takes is kept."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from blog import zones
from blog.characters import legal
from blog.errors import Refused

_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[-+]\d{2}:?\d{2}$)")


class Header:
    """Reading a key takes it out; `rest()` is what is left.

    A value of the wrong kind is Refused: "bad_front_matter", naming the key.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._left = dict(values)

    def take(self, key: str) -> Any:
        return self._left.pop(key, None)

    def text(self, key: str) -> str:
        return _text(key, self.take(key))

    def texts(self, key: str, *, separator: str | None = None) -> tuple[str, ...]:
        """A list, or one value; with `separator`, several in one line."""
        value = self.take(key)
        if isinstance(value, str) and separator:
            value = value.split(separator)
        values = value if isinstance(value, list) else [value]
        return tuple(text for each in values if (text := _text(key, each)))

    def parts(self, key: str) -> list["Header"]:
        """A list of keys and values."""
        value = self.take(key)
        lines = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(line, dict) for line in lines):
            raise _wrong(key, value, "a list of keys and values")
        return [Header(line) for line in lines]

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise _wrong(key, value, "true or false")
        return value

    def moment(self, key: str, *, zone: str) -> datetime | None:
        """A time without an offset is read in `zone`; a date alone is midnight there.

        :raises Refused: also when the clocks of that zone skip the time.
        """
        text = _SPACE_BEFORE_OFFSET.sub("", self.text(key))
        return zones.parse_local(text, zone) if text else None

    def rest(self) -> dict[str, Any]:
        """The keys nobody took, ready for JSON."""
        return {key: _plain(value) for key, value in self._left.items()}


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return legal(value).strip()
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise _wrong(key, value, "text; put it in quotes")


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple() | set():
            return [_plain(each) for each in value]
        case _:
            return str(value)


def _wrong(key: str, value: Any, right: str) -> Refused:
    return Refused("bad_front_matter", f"`{key}` is {value!r:.60}; it should be {right}.")

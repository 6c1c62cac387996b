"""The tags field: names with commas between them, in the comma of any script.

A name that holds a comma itself ("windows, lit") stands in double quotes, and in these a double
quote is written twice. The script of the field reads it by the same rule (headings/tags.js).
"""

import re
from collections.abc import Iterable

_COMMAS = ",，、"
_NAME = re.compile(rf'\s*"(?P<quoted>(?:[^"]|"")+)"\s*(?=[{_COMMAS}]|$)|(?P<plain>[^{_COMMAS}]+)')
_NEEDS_QUOTES = re.compile(f'^"|[{_COMMAS}]')


def split(text: str) -> tuple[str, ...]:
    names = (
        match["quoted"].replace('""', '"') if match["quoted"] else match["plain"]
        for match in _NAME.finditer(text)
    )
    return tuple(name.strip() for name in names if name.strip())


def join(names: Iterable[str]) -> str:
    return ", ".join(_quoted(name) if _NEEDS_QUOTES.search(name) else name for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

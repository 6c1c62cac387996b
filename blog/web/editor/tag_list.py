"""The tags field: names with commas between them, in the comma of any script.

A name that holds a comma itself ("windows, lit") stands in double quotes.
"""

import re
from collections.abc import Iterable

_COMMAS = ",，、"
_NAME = re.compile(rf'\s*"(?P<quoted>[^"]+)"\s*(?=[{_COMMAS}]|$)|(?P<plain>[^{_COMMAS}]+)')


def split(text: str) -> tuple[str, ...]:
    names = (match["quoted"] or match["plain"] for match in _NAME.finditer(text))
    return tuple(name.strip() for name in names if name.strip())


def join(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' if re.search(f"[{_COMMAS}]", name) else name for name in names)

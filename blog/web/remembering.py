"""What every page asks again, remembered in this process while the site stands still.

What is remembered belongs to a version of the site (blog/web/keeping.py), and to the time until the
next scheduled piece comes out. Where the version is not known, everything is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from flask import Flask, current_app

from blog.posts.queries import next_out
from blog.web import keeping

T = TypeVar("T")

_MEMORY: Final = "commonplace.remembered"
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class _Known:
    version: str
    since: datetime
    until: datetime
    value: Any

    def holds(self, version: str, at: datetime) -> bool:
        return self.version == version and self.since <= at < self.until


def register(app: Flask) -> None:
    app.extensions[_MEMORY] = {}


def remembered(name: str, ask: Callable[[], T], *, at: datetime) -> T:
    """What `ask` said of the site as it is. Many requests may hold it at once: nobody changes it.

    It is asked after the version was read, so that it may be newer than that and never older.
    """
    version = keeping.version()
    if version is None:
        return ask()
    memory: dict[str, _Known] = current_app.extensions[_MEMORY]
    known = memory.get(name)
    if known is None or not known.holds(version, at):
        until = next_out(after=at) or _NEVER
        known = memory[name] = _Known(version=version, since=at, until=until, value=ask())
    value: T = known.value
    return value

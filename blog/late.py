"""Modules that are loaded when something of them is first used: what readers' pages never need.

Each worker holds all that it has loaded. Passkeys, pictures, migrations and the cleaning of HTML
bring libraries that take 30 MB and half a second of the start. It is said where imports stand, and
type checkers are told the truth:

    if TYPE_CHECKING:
        from alembic import command
    else:
        command = late("alembic.command")
"""

from importlib import import_module
from typing import Any


def late(name: str) -> Any:
    """The module of this name, not loaded yet. For `module.something`, inside of functions."""
    return _Late(name)


class _Late:
    # `importlib.util.LazyLoader` lets a second thread see a module that is half loaded
    # (Python before 3.12.2). The import system's own lock does not.
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)

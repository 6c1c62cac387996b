"""The version of the site as readers see it: a word that db.py changes with every such change.

Asked by a connection of its own in each process: SQLite's `data_version` counts the commits of all
other connections, of this process too, but not those of its own connection, and none while that is
in a transaction. It takes 3 µs. Only when it has moved is the word read (10).
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Final

import sqlalchemy as sa

from blog.db import site_version

Version = Callable[[], str]

_WORD: Final = sa.select(site_version.c.word)


def version_of(engine: sa.Engine) -> Version:
    """What to call for the version of a database: "" while nothing has been written yet.

    :raises DBAPIError, sqlite3.Error: from the call, when the database cannot be read.
    """
    if engine.dialect.name == "sqlite":
        return _Watch(engine.url.database or "").version
    return partial(_ask, engine)


class _Watch:
    def __init__(self, file: str) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._lock = Lock()
        self._seen: object = None
        self._word = ""

    def version(self) -> str:
        with self._lock:
            connection = self._connection or self._connect()
            # In this order: the word may be newer than the count, never older.
            seen = connection.execute("PRAGMA data_version").fetchone()
            if seen != self._seen:
                row = connection.execute(str(_WORD)).fetchone()
                self._seen, self._word = seen, row[0] if row else ""
            return self._word

    def _connect(self) -> sqlite3.Connection:
        """Only now: a server that starts its workers must not hand it on to them."""
        self._connection = sqlite3.connect(
            self._file, isolation_level=None, check_same_thread=False
        )
        return self._connection


def _ask(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        return connection.scalar(_WORD) or ""

"""What a file of SQLite holds, asked without the application: it may be older than our tables."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

_MOST_NAMED: Final = 3


def rows_of(file: Path) -> dict[str, int]:
    """How many rows each table has, without those that only serve SQLite's search."""
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'search_index*' ORDER BY name"
        ).fetchall()
        return {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 (names of our own tables)
            for (name,) in names
        }


def revision_of(file: Path) -> str:
    """The last migration it has had."""
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def pictures_of(file: Path) -> Sequence[str]:
    """The paths of all pictures below the media folder."""
    with closing(sqlite3.connect(file)) as connection:
        return [path for (path,) in connection.execute("SELECT path FROM pictures ORDER BY path")]


def faults_of(file: Path) -> Sequence[str]:
    """What is wrong with it: a damaged page or index, a row without its parent."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            damage = [
                str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_NAMED})")
            ]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_NAMED)
    except sqlite3.DatabaseError as error:
        return [f"It cannot be read: {error}."]
    found = [f"It is damaged: {each}." for each in damage if each != "ok"]
    return found + [
        f"A row of {table} belongs to none of {parent}." for table, _, parent, _ in orphans
    ]

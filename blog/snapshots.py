"""A copy of the database as it is at one moment, whoever reads and writes; and the way back.

SQLite's online backup: the copy is one transaction's view, whatever is committed meanwhile. Under
its name there is only ever a whole one, looked over, that has reached the disk. Of a database that
is no file of ours nothing is copied here: PostgreSQL has `pg_dump`.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from blog.errors import Refused

# Beside a copy of it, all of it may be written once more: to the write-ahead log, and from there.
_TIMES_ITS_SIZE: Final = 3
_BESIDE_BYTES: Final = 16 * 1024**2
_PATIENCE_SECONDS: Final = 10.0


def file_of(url: str) -> Path | None:
    """The file of a database that is one."""
    found = make_url(url)
    is_file = found.get_backend_name() == "sqlite" and found.database
    return Path(found.database or "") if is_file else None


def take(database: Path, to: Path, *, must_be_sound: bool = True) -> None:
    """Copy the database into the file `to`, which is there, whole and private, or not at all.

    :raises Refused: "snapshot_damaged" when the copy is not sound: then neither is the database.
    """
    draft = to.with_name(f".{to.name}.draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        _copy(database, draft)
        if must_be_sound:
            _refuse_damaged(draft)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.rename(to)
    finally:
        draft.unlink(missing_ok=True)
    settle(to.parent)


def put_back(snapshot: Path, database: Path) -> None:
    """Let the database be what it was then, in one transaction: all of it or nothing.

    :raises Refused: "snapshot_damaged".
    """
    _refuse_damaged(snapshot)
    _copy(snapshot, database)


def refuse_too_little_space(database: Path, to: Path) -> None:
    """:raises Refused: "too_little_space", with how much is wanted where there is least."""
    wanted = _TIMES_ITS_SIZE * size_of(database) + _BESIDE_BYTES
    free = min(shutil.disk_usage(file.parent).free for file in (database, to))
    if free < wanted:
        raise Refused(
            "too_little_space",
            f"This takes up to {wanted // 1024**2} megabytes on the disk, for a copy first, and "
            f"{free // 1024**2} are free. Nothing was changed. Make room, and try again.",
        )


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as reading, closing(_opened(target)) as writing:
        reading.backup(writing, progress=_give_up)


def _give_up(status: int, remaining: int, total: int) -> None:
    """Otherwise it would wait for ever for somebody who does not let go."""
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise sqlite3.OperationalError("database is locked")


def _refuse_damaged(file: Path) -> None:
    with closing(_opened(file)) as copy:
        try:
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
    if found != ["ok"]:
        raise Refused(
            "snapshot_damaged",
            f"The copy {file.name} is damaged: {'; '.join(found)}. Nothing was changed.",
        )


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, timeout=_PATIENCE_SECONDS)


def size_of(database: Path) -> int:
    log = database.with_name(f"{database.name}-wal")
    return sum(file.stat().st_size for file in (database, log) if file.exists())


def settle(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

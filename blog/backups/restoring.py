"""Restoring a backup: made ready beside the blog, looked over there, and only then put in place.

Whatever is wrong is found before anything of the blog is touched. Pictures are named by what they
show, so that putting them in place changes none; the database changes in one transaction.
"""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from blog import schema, snapshots
from blog.backups import database, manifest, opening
from blog.backups.manifest import Manifest
from blog.backups.quieting import quiet
from blog.config import Settings
from blog.db import prepare
from blog.errors import Refused

_BESIDE_BYTES: Final = 16 * 1024**2


def make_ready(
    backup: Path,
    *,
    to: Path,
    at: datetime,
    on_bytes: Callable[[int], None] = lambda count: None,
) -> Manifest:
    """All that belongs into a data folder, in the empty folder `to`: whole, sound, of this version,
    and quiet.

    :raises Refused: when the backup is damaged, of a newer version, or there is too little space.
    """
    found = opening.read(backup)
    _refuse_too_little_space(found, to)
    if found.revision not in schema.revisions():
        raise manifest.newer()
    opening.extract(backup, to=to, on_bytes=on_bytes)
    file = to / manifest.DATABASE
    _refuse_unsound(file, found)
    url = f"sqlite:///{file}"
    schema.upgrade(url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    prepare(engine)
    quiet(engine, at=at)
    _settle_log(engine)
    return found


def refuse_postgresql(installation: Settings) -> Path:
    """The file of the database.

    :raises Refused: when it is none.
    """
    target = snapshots.file_of(installation.database)
    if target is None:
        raise Refused(
            "no_restore_into_postgresql",
            "The database is PostgreSQL, and a backup holds one of SQLite. Restore it without "
            "BLOG_DATABASE, or bring in what was written: blog import markdown",
        )
    return target


def put_in_place(ready: Path, installation: Settings) -> None:
    """What was made ready becomes the blog: pictures, database, secret. May be run again when it
    was broken off.
    """
    database_file = refuse_postgresql(installation)
    for file in sorted(ready.rglob("*")):
        place = file.relative_to(ready)
        if file.is_file() and place.name not in manifest.PRIVATE:
            _move(file, to=installation.data / place)
    os.sync()
    snapshots.put_back(ready / manifest.DATABASE, database_file)
    database_file.chmod(0o600)
    if (ready / manifest.SECRET).exists():
        (ready / manifest.SECRET).replace(installation.data / manifest.SECRET)
    os.sync()


def _move(file: Path, *, to: Path) -> None:
    """Into the group of its folder, as what is made there: web servers may read pictures by that.
    Only who made a file, not who moved it, is given that group.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    if file.stat().st_gid == to.parent.stat().st_gid:
        shutil.move(file, to)
    else:
        shutil.copyfile(file, to)
        file.unlink()


def _refuse_unsound(file: Path, found: Manifest) -> None:
    faults = database.faults_of(file)
    if not faults and database.rows_of(file) != found.rows:
        faults = ["It does not have the rows that were counted when it was made."]
    if faults:
        raise Refused("damaged_backup", f"The database in it cannot be used. {faults[0]}")


def _refuse_too_little_space(found: Manifest, to: Path) -> None:
    """The files, and the database once more while it is put in place."""
    wanted = found.byte_count + 2 * found.files[manifest.DATABASE].byte_count + _BESIDE_BYTES
    free = shutil.disk_usage(to).free
    if free < wanted:
        raise Refused(
            "too_little_space",
            f"This takes up to {wanted // 1024**2} megabytes on the disk, and "
            f"{free // 1024**2} are free. Make room, and try again.",
        )


def _settle_log(engine: sa.Engine) -> None:
    """All of it is in the one file."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

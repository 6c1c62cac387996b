"""The database in the shape that this version expects, and the way back.

What the database was is kept first, as a file; then all migrations are one transaction. So whoever
is killed at any moment is left with the database of before, or with the new one.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from blog import schema, snapshots
from blog.cli import place
from blog.cli.ready import MADE_BY_A_NEWER_VERSION
from blog.config import Settings
from blog.schema import Shape

_MOST_KEPT: Final = 3
_BEFORE: Final = "before-"


def migrate(installation: Settings) -> None:
    """Make the database, or give it what it lacks.

    :raises ClickException: while the blog is served, or for a database of a newer version.
    :raises Refused: "too_little_space" or "snapshot_damaged"; nothing was changed.
    """
    shape = schema.shape(installation.database)
    if shape is Shape.CURRENT:
        return
    if shape is Shape.NEWER:
        raise click.ClickException(MADE_BY_A_NEWER_VERSION)
    with place.alone(installation):
        if shape is Shape.OLDER:
            _keep_what_it_was(installation)
        schema.upgrade(installation.database)


def _keep_what_it_was(installation: Settings) -> None:
    database = snapshots.file_of(installation.database)
    if database is None:
        click.echo("Of PostgreSQL no copy is made here: that is for pg_dump, before an upgrade.")
        return
    kept = _folder(installation) / f"{_BEFORE}{version('commonplace')}.sqlite3"
    snapshots.refuse_too_little_space(database, kept)
    snapshots.take(database, kept)
    click.echo(f"What the database was is kept in {kept}.")
    for old in _kept(installation)[_MOST_KEPT:]:
        old.unlink()


def go_back(installation: Settings) -> None:
    """What was written since the upgrade is no part of what is put back, but it is kept, too."""
    database, kept = snapshots.file_of(installation.database), _kept(installation)
    if database is None or not kept:
        raise click.ClickException(
            f"No upgrade has kept anything in {_folder(installation)}. "
            "The way back is a backup: blog restore"
        )
    aside = _folder(installation) / f"after-{version('commonplace')}.sqlite3"
    with place.alone(installation):
        snapshots.refuse_too_little_space(database, aside)
        snapshots.take(database, aside, must_be_sound=False)
        snapshots.put_back(kept[0], database)
    click.echo(
        f"The database is again what {kept[0].name} has kept. What it was until now is in {aside}. "
        "Now install the version that was here before the upgrade, and start the blog."
    )


def _kept(installation: Settings) -> list[Path]:
    """What upgrades have kept, the newest first."""
    found = _folder(installation).glob(f"{_BEFORE}*.sqlite3")
    return sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True)


def _folder(installation: Settings) -> Path:
    folder = installation.data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder

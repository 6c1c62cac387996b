"""`blog restore`: the blog as it was when a backup was made, here or only for a trial."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import click

from blog import clock, events, schema
from blog.app import create_app
from blog.backups import database, keeping, manifest, nightly, opening, restoring
from blog.backups.events import BackupRestored
from blog.backups.manifest import Manifest
from blog.cli import at_rest, place
from blog.cli.backup import as_json_option, in_words, progress, told
from blog.cli.database import make_anew
from blog.config import Settings, from_env
from blog.db import db, session, transaction
from blog.posts import queries as posts
from blog.schema import Shape


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--replace",
    "may_replace",
    is_flag=True,
    help="Also where there is a blog already; what is there is backed up first.",
)
@click.option(
    "--try",
    "is_trial",
    is_flag=True,
    help="Only see whether a blog comes of it, in a folder that is thrown away.",
)
@as_json_option
def restore(file: Path, *, may_replace: bool, is_trial: bool, as_json: bool) -> None:
    """Make the blog what it was when the backup FILE was made.

    Nothing is sent by that: letters that waited are stopped. Everybody is signed out.
    """
    installation = from_env()
    if is_trial:
        found = _try(file, installation, as_json=as_json)
        _tell(file, found, "A blog comes of it, as it was", as_json=as_json)
        return
    here = restoring.refuse_postgresql(installation)
    with place.alone(installation), _empty(installation.data / ".restoring") as made_ready:
        if here.exists() and not may_replace:
            raise click.ClickException(
                f"There is a blog in {installation.data} already. To put the backup in its place, "
                "add --replace: what is there now is backed up first."
            )
        found = _make_ready(file, made_ready, as_json=as_json)
        kept = _keep_what_is_there(here, installation) if here.exists() else None
        restoring.put_in_place(made_ready, installation)
    secrets_apart = _settle(file, found, installation)
    if not as_json:
        if kept is not None:
            click.echo(f"What was here before is in {kept}.")
        for sentence in secrets_apart:
            click.echo(sentence)
    _tell(file, found, "The blog is as it was", as_json=as_json, kept=kept)


def _make_ready(file: Path, to: Path, *, as_json: bool) -> Manifest:
    with progress("Restoring", opening.read(file).byte_count, as_json=as_json) as on_bytes:
        return restoring.make_ready(file, to=to, at=clock.now(), on_bytes=on_bytes)


def _try(file: Path, installation: Settings, *, as_json: bool) -> Manifest:
    """As in earnest, but elsewhere, and with a look at what readers would see."""
    folder = keeping.folder_of(installation.data)
    folder.mkdir(mode=0o700, exist_ok=True)
    with _empty(folder / ".trial") as elsewhere:
        found = _make_ready(file, elsewhere, as_json=as_json)
        url = f"sqlite:///{elsewhere / manifest.DATABASE}"
        app = create_app(replace(installation, data=elsewhere, database=url))
        with app.app_context():
            newest = session().scalar(posts.live(clock.now()).limit(1))
        paths = ["/", "/feed.atom", *([newest.path] if newest is not None else [])]
        for path in paths:
            answer = app.test_client().get(path)
            if answer.status_code != HTTPStatus.OK:
                raise click.ClickException(f"There, {path} answers {answer.status_code}.")
        with app.app_context():
            db.engine.dispose()
    return found


def _keep_what_is_there(here: Path, installation: Settings) -> Path:
    """A backup of its own. A database that cannot be read, or is of another version, is set aside
    as it is.
    """
    folder = keeping.folder_of(installation.data)
    is_sound = not database.faults_of(here)
    if is_sound and schema.shape(installation.database) is Shape.CURRENT:
        with create_app(installation).app_context():
            return folder / nightly.keep(installation, at=clock.now()).name
    folder.mkdir(mode=0o700, exist_ok=True)
    aside = folder / f"replaced-{clock.now():%Y-%m-%d-%H%M%S}.sqlite3"
    for end in ("-wal", "-shm", ""):
        part = here.with_name(f"{here.name}{end}")
        if part.exists():
            part.replace(aside.with_name(f"{aside.name}{end}"))
    return aside


def _settle(file: Path, found: Manifest, installation: Settings) -> Sequence[str]:
    """What an older version has made is made anew; and it is written down what happened. What is
    wrong with the secret now: BLOG_SECRET goes before that of the backup.
    """
    make_anew(installation)
    with create_app().app_context(), transaction():
        keeping.reconcile(installation.data)
        events.emit(BackupRestored(file.name, found.made_at, clock.now()))
        return at_rest.faults_of_secret(from_env())


def _tell(
    file: Path, found: Manifest, outcome: str, *, as_json: bool, kept: Path | None = None
) -> None:
    if as_json:
        click.echo(json.dumps(told(file, found, kept=None if kept is None else str(kept))))
        return
    click.echo(f"{outcome} on {found.made_at:%Y-%m-%d %H:%M} UTC ({in_words(found, file)}).")
    if not found.has_secret:
        click.echo(
            "Its secret is not in the backup, since it stood in BLOG_SECRET: set it to what it "
            f"was. {at_rest.WITH_ANOTHER}"
        )
    if found.missing:
        click.echo(f"Pictures that were gone already when it was made: {len(found.missing)}.")


@contextmanager
def _empty(folder: Path) -> Iterator[Path]:
    """A folder that is there for a while. Whoever was killed may have left one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

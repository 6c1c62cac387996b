"""`blog backup`: everything in one file. What both it and `blog restore` say stands here, too."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from blog import clock
from blog.backups import keeping, making, nightly, opening
from blog.backups.manifest import Manifest
from blog.bare import bare_app
from blog.cli import ready

as_json_option = click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@as_json_option
def backup(file: Path | None, *, as_json: bool) -> None:
    """Put everything into one FILE, while the blog is served: database, pictures, secret, and all
    that was written as Markdown.

    Without a FILE it goes into backups/ in the data folder, beside those that are made at night.
    """
    with (
        ready.to_write() as installation,
        bare_app(installation).app_context(),
        progress("Backing up", making.expected_bytes(installation), as_json=as_json) as on_bytes,
    ):
        if file is None:
            name = nightly.keep(installation, at=clock.now(), on_bytes=on_bytes).name
            file = keeping.folder_of(installation.data) / name
        else:
            making.make(installation, to=file.resolve(), at=clock.now(), on_bytes=on_bytes)
        found = opening.read(file)
    if as_json:
        click.echo(json.dumps(told(file, found)))
        return
    click.echo(f"Everything is in {file} ({in_words(found, file)}), and was read once more.")
    if not found.has_secret:
        click.echo("The secret is not in it, since it stands in BLOG_SECRET: keep that, too.")
    if found.missing:
        click.echo(
            f"Pictures that are not in the data folder any more: {len(found.missing)}. "
            "To see which, run: blog doctor"
        )


@contextmanager
def progress(label: str, length: int, *, as_json: bool) -> Iterator[Callable[[int], None]]:
    """A bar for people at a terminal."""
    is_quiet = as_json or not sys.stdout.isatty()
    with click.progressbar(length=length, label=label, hidden=is_quiet) as bar:
        yield bar.update


def told(file: Path, found: Manifest, **more: Any) -> dict[str, Any]:
    """For programs."""
    return {
        "file": str(file),
        "bytes": file.stat().st_size,
        "made_at": found.made_at.isoformat(),
        "version": found.version,
        "files": len(found.files),
        "pieces": found.rows.get("posts", 0),
        "pictures": found.rows.get("pictures", 0),
        "missing_pictures": list(found.missing),
        **more,
    }


def in_words(found: Manifest, file: Path) -> str:
    return (
        f"{file.stat().st_size / 1024**2:,.1f} MB, pieces: {found.rows.get('posts', 0):,}, "
        f"pictures: {found.rows.get('pictures', 0):,}"
    )

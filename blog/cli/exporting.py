"""`blog export`: all that was written, as a folder of Markdown and pictures."""

import json
import sys
from pathlib import Path

import click

from blog import clock, events
from blog.bare import bare_app
from blog.cli import ready
from blog.db import transaction
from blog.transfer.events import Exported
from blog.transfer.out import export as moving_out
from blog.transfer.out import folder as folders


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
def export(folder: Path, *, as_json: bool) -> None:
    """Write everything into a FOLDER that is empty or not there yet.

    Pieces and pages with their front matter, drafts too; themes, tags, works, redirects and
    pictures. `blog import markdown FOLDER` takes it in again, here or elsewhere.
    """
    names: list[str] = []
    is_quiet = as_json or not sys.stdout.isatty()
    with (
        ready.to_write() as installation,
        bare_app(installation).app_context(),
        click.progressbar(length=moving_out.count(), label="Exporting", hidden=is_quiet) as bar,
    ):

        def note(member: moving_out.Member) -> None:
            names.append(member.name)
            bar.update(1)

        members = moving_out.members(media=installation.media)
        folders.write(members, folder.resolve(), media=installation.media, on_member=note)
        with transaction():
            events.emit(Exported(len(names), clock.now()))
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "files": len(names)}))
    else:
        click.echo(f"{len(names)} files are in {folder}.")

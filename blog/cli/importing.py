"""`blog import …`: writing from elsewhere, with a report of what came in and what did not."""

import json
import sys
from pathlib import Path

import click

from blog import clock
from blog.bare import bare_app
from blog.cli import ready
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from blog.transfer.report import Report, Result


@click.group(name="import")
def import_() -> None:
    """Bring in writing from elsewhere. May be run again: what did not change is left alone."""


@import_.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Change nothing; only report.")
@click.option(
    "--overwrite",
    "may_overwrite",
    is_flag=True,
    help="Replace also what was edited on the desk since the last import.",
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def markdown(folder: Path, *, is_dry_run: bool, may_overwrite: bool, as_json: bool) -> None:
    """Import a FOLDER of Markdown files with front matter, and the pictures they name.

    Files that start with . or _, and README.md, are left out. The folder may hold themes/*.md,
    tags.yaml and, for a blog that has no name yet, blog.yaml.
    """
    source = Folder(folder.resolve())
    is_quiet = as_json or not sys.stdout.isatty()
    with (
        ready.to_write() as installation,
        bare_app(installation).app_context(),
        click.progressbar(length=len(source.pieces()), label="Importing", hidden=is_quiet) as bar,
    ):
        report = import_folder(
            source,
            installation=installation,
            at=clock.now(),
            is_dry_run=is_dry_run,
            may_overwrite=may_overwrite,
            on_file=lambda: bar.update(1),
        )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(report)
    if report.failure_count:
        sys.exit(1)


def _show(report: Report) -> None:
    """What changed nothing is counted, everything else has a line."""
    for outcome in report.outcomes:
        if outcome.result is Result.UNCHANGED and not outcome.notes:
            continue
        click.echo(f"{outcome.result:9}  {outcome.path}")
        for line in filter(None, (outcome.reason, *outcome.notes)):
            click.echo(f"           {line}")
    if kept := report.kept_keys():
        keys = ", ".join(f"{key} ({count})" for key, count in kept.items())
        click.echo(f"Kept with their pieces, and shown nowhere yet: {keys}.")
    if report.works_made_count:
        click.echo(f"Works made of what the pieces review: {report.works_made_count}.")
    for note in report.notes:
        click.echo(note)
    counts = ", ".join(f"{count} {result}" for result, count in report.counts().items())
    click.echo(f"{counts}.")
    if report.is_dry_run:
        click.echo("This was a dry run: nothing was changed.")

"""`blog doctor`: whether everything in the database is as it should be, and mending it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import click

from blog import clock
from blog.app import create_app
from blog.cli import at_work, ready
from blog.search import checking


@dataclass(frozen=True, kw_only=True)
class Check:
    """`faults` says what is wrong, a sentence each; after `repair` it has nothing more to say.
    Without one, the sentences say what to do.
    """

    name: str
    faults: Callable[[], Sequence[str]]
    repair: Callable[[], None] | None = None


@click.command()
@click.option("--repair", "is_to_repair", is_flag=True, help="Mend what is found to be wrong.")
def doctor(is_to_repair: bool) -> None:
    """Look the blog over and say what is wrong. Ends with 1 if anything is, and stays so."""
    installation = ready.installation()
    work = partial(at_work.faults, installation, at=clock.now())
    checks = (
        Check(name="Search", faults=checking.faults, repair=checking.rebuild),
        Check(name="Jobs", faults=work),
    )
    with create_app(installation).app_context():
        wrong = [check for check in checks if not _look(check, is_to_repair=is_to_repair)]
    click.echo(f"Mail: {at_work.where_letters_go(installation)}")
    if wrong:
        if not is_to_repair and any(check.repair for check in wrong):
            click.echo("To mend it, run: blog doctor --repair")
        sys.exit(1)


def _look(check: Check, *, is_to_repair: bool) -> bool:
    faults = check.faults()
    if faults and is_to_repair and check.repair is not None:
        for fault in faults:
            click.echo(f"{check.name}: {fault}")
        check.repair()
        faults = check.faults()
        if not faults:
            click.echo(f"{check.name}: mended.")
            return True
    for fault in faults or ["nothing wrong."]:
        click.echo(f"{check.name}: {fault}")
    return not faults

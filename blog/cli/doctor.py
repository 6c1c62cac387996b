"""`blog doctor`: whether everything in the database is as it should be, and mending it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import click

from blog.app import create_app
from blog.cli import ready
from blog.search import checking


@dataclass(frozen=True, kw_only=True)
class Check:
    """`faults` says what is wrong, a sentence each; after `repair` it has nothing more to say."""

    name: str
    faults: Callable[[], Sequence[str]]
    repair: Callable[[], None]


CHECKS: Final = (Check(name="Search", faults=checking.faults, repair=checking.rebuild),)


@click.command()
@click.option("--repair", "is_to_repair", is_flag=True, help="Mend what is found to be wrong.")
def doctor(is_to_repair: bool) -> None:
    """Look the blog over and say what is wrong. Ends with 1 if anything is, and stays so."""
    installation = ready.installation()
    with create_app(installation).app_context():
        looked = [_look(check, is_to_repair=is_to_repair) for check in CHECKS]
    if not all(looked):
        if not is_to_repair:
            click.echo("To mend it, run: blog doctor --repair")
        sys.exit(1)


def _look(check: Check, *, is_to_repair: bool) -> bool:
    faults = check.faults()
    if faults and is_to_repair:
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

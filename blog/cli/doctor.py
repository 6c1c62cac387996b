"""`blog doctor`: whether everything is as it should be, what to do otherwise, and mending it."""

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import click
from sqlalchemy.exc import DBAPIError

from blog import clock, faults, site
from blog.app import create_app
from blog.cli import at_rest, at_work, kept, place, ready
from blog.config import Settings, from_env
from blog.db import session
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
    installation = _ready()
    checks = _checks(installation, at=clock.now())
    with (
        place.shared(installation) if is_to_repair else nullcontext(),
        create_app(installation).app_context(),
    ):
        wrong = [check for check in checks if not _look(check, is_to_repair=is_to_repair)]
        _tell(installation)
    if wrong:
        if not is_to_repair and any(check.repair for check in wrong):
            click.echo("To mend it, run: blog doctor --repair")
        sys.exit(1)


def _ready() -> Settings:
    """Some that are damaged cannot even say of which version they are."""
    try:
        return ready.installation()
    except DBAPIError:
        damage = at_rest.faults_of_database(from_env())
        if not damage:
            raise
        _say("Database", damage)
        sys.exit(1)


def _checks(installation: Settings, *, at: datetime) -> Sequence[Check]:
    """From the ground up: what stands first is what the rest stands on."""
    return (
        Check(name="Database", faults=partial(at_rest.faults_of_database, installation)),
        Check(name="Clock", faults=partial(at_rest.faults_of_clock, at=at)),
        Check(name="Disk", faults=partial(at_rest.faults_of_disk, installation)),
        Check(
            name="Rights",
            faults=partial(at_rest.faults_of_rights, installation),
            repair=partial(at_rest.mend_rights, installation),
        ),
        Check(name="Secret", faults=partial(at_rest.faults_of_secret, installation)),
        Check(
            name="Pictures",
            faults=partial(at_rest.faults_of_pictures, installation),
            repair=partial(at_rest.mend_pictures, installation, at=at),
        ),
        Check(name="Search", faults=checking.faults, repair=checking.rebuild),
        Check(name="Jobs", faults=partial(at_work.faults, installation, at=at)),
        Check(name="Backups", faults=partial(kept.faults, installation, at=at)),
        *_of_mail(installation),
    )


def _of_mail(installation: Settings) -> Sequence[Check]:
    server = installation.smtp
    if server is None:
        return ()
    own_name = site.authority(installation.url)
    return (Check(name="Mail", faults=partial(at_work.faults_of_mail, server, own_name=own_name)),)


def _tell(installation: Settings) -> None:
    """What is no fault, and good to know."""
    click.echo(f"Mail: {at_work.where_letters_go(installation)}")
    for sentence in at_work.last_letter():
        click.echo(f"Mail: {sentence}")
    if strays := at_rest.strays(installation):
        click.echo(
            f"Pictures: files that nothing names any more: {len(strays)}. They may stay, or be "
            f"taken away from {installation.media}."
        )


def _look(check: Check, *, is_to_repair: bool) -> bool:
    found = _faults(check)
    if found and is_to_repair and check.repair is not None:
        for fault in found:
            click.echo(f"{check.name}: {fault}")
        check.repair()
        found = _faults(check)
        if not found:
            click.echo(f"{check.name}: mended.")
            return True
    _say(check.name, found)
    return not found


def _faults(check: Check) -> Sequence[str]:
    """A bad day of the disk or the database is one, too, and the next check can still be made."""
    try:
        return check.faults()
    except (OSError, DBAPIError) as error:
        known = faults.told(error, lost="not all could be looked at")
        if known is None:
            raise
        session().rollback()
        return [known.message]


def _say(name: str, found: Sequence[str]) -> None:
    for fault in found or ["nothing wrong."]:
        click.echo(f"{name}: {fault}")

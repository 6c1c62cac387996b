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
from blog.bare import bare_app
from blog.cli import at_rest, at_work, kept, place, ready
from blog.config import Settings, from_env
from blog.db import session
from blog.search import checking

_Look = Callable[[], Sequence[str]]


def _nothing() -> Sequence[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """What is wrong, a sentence each. Those of `faults` say what to do; those that are `mendable`
    are gone after `repair`.
    """

    name: str
    faults: _Look = _nothing
    mendable: _Look = _nothing
    repair: Callable[[], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    faults: Sequence[str] = ()
    mendable: Sequence[str] = ()

    @property
    def everything(self) -> Sequence[str]:
        return [*self.faults, *self.mendable]


@click.command()
@click.option("--repair", "is_to_repair", is_flag=True, help="Mend what is found to be wrong.")
def doctor(is_to_repair: bool) -> None:
    """Look the blog over and say what is wrong. Ends with 1 if anything is, and stays so."""
    installation = _ready()
    checks = _checks(installation, at=clock.now())
    with (
        place.shared(installation) if is_to_repair else nullcontext(),
        bare_app(installation).app_context(),
    ):
        found = [_look(check, is_to_repair=is_to_repair) for check in checks]
        _tell(installation)
    if not is_to_repair and any(each.mendable for each in found):
        click.echo("To mend it, run: blog doctor --repair")
    if any(each.everything for each in found):
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
            mendable=partial(at_rest.mendable_rights, installation),
            repair=partial(at_rest.mend_rights, installation),
        ),
        Check(name="Secret", faults=partial(at_rest.faults_of_secret, installation)),
        Check(
            name="Pictures",
            faults=partial(at_rest.faults_of_pictures, installation),
            mendable=partial(at_rest.mendable_pictures, installation),
            repair=partial(at_rest.mend_pictures, installation, at=at),
        ),
        Check(name="Search", mendable=checking.faults, repair=checking.rebuild),
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


def _look(check: Check, *, is_to_repair: bool) -> Found:
    """What is wrong with it, and stays so."""
    found = _found(check)
    if found.mendable and is_to_repair and check.repair is not None:
        _say(check.name, found.mendable)
        check.repair()
        found = _found(check)
        if not found.everything:
            click.echo(f"{check.name}: mended.")
            return found
    _say(check.name, found.everything)
    return found


def _found(check: Check) -> Found:
    """A bad day of the disk or the database is a fault, too, and the next check can still be made.
    To mend what was not looked at would help nobody.
    """
    try:
        return Found(faults=check.faults(), mendable=check.mendable())
    except (OSError, DBAPIError) as error:
        known = faults.told(error, lost="not all could be looked at")
        if known is None:
            raise
        session().rollback()
        return Found(faults=[known.message])


def _say(name: str, found: Sequence[str]) -> None:
    for fault in found or ["nothing wrong."]:
        click.echo(f"{name}: {fault}")

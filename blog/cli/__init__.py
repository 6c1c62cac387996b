"""The `blog` command: one file for each group of commands.

Exit status 0: done. 1: the work failed, nothing is half done. 2: wrong usage, or a wrong setting.
"""

import sqlite3
import sys
from typing import Final, NoReturn

import click
from sqlalchemy.exc import DBAPIError, OperationalError

from blog import faults
from blog.audit import hands
from blog.cli.backup import backup
from blog.cli.database import init, rerender, upgrade
from blog.cli.doctor import doctor
from blog.cli.exporting import export
from blog.cli.importing import import_
from blog.cli.jobs import jobs
from blog.cli.mail import mail
from blog.cli.owner import owner
from blog.cli.restore import restore
from blog.cli.serve import serve
from blog.config import WrongSetting
from blog.errors import BlogError

# What these change, nobody at the terminal has asked for.
_BY_ITSELF: Final = frozenset({"serve", "jobs"})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="commonplace", prog_name="Commonplace")
@click.pass_context
def blog(context: click.Context) -> None:
    """A personal blog you write in, that readers follow by tag and theme."""
    if context.invoked_subcommand not in _BY_ITSELF:
        context.with_resource(hands.at_work(hands.TERMINAL))


for command in (
    init,
    upgrade,
    serve,
    owner,
    import_,
    export,
    backup,
    restore,
    rerender,
    jobs,
    mail,
    doctor,
):
    blog.add_command(command)


def main() -> None:
    try:
        blog()
    except WrongSetting as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except BlogError as error:
        _end(error.message)
    except (OSError, sqlite3.Error, DBAPIError) as error:
        _end(_in_a_sentence(error))


def _in_a_sentence(error: Exception) -> str:
    """A bad day of the disk or the database; a mistake of ours is raised again."""
    known = faults.told(error, lost="this could not be done")
    if known is not None and known.code != "out_of_reach":
        return known.message
    if not isinstance(error, sqlite3.OperationalError | OperationalError):
        raise error
    return f"The database cannot be used: {str(getattr(error, 'orig', error)).strip()}."


def _end(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)

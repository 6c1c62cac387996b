"""What a command needs before it may work: settings in order, a database of this version."""

import click

from blog import schema
from blog.config import Settings, from_env


def installation() -> Settings:
    """The settings, for a database that `blog init` has made ready. None is made by asking.

    :raises WrongSetting: with a sentence that names the variable.
    :raises ClickException: when the database has to be made or brought up to date first.
    """
    found = from_env()
    if not schema.is_current(found.database):
        raise click.ClickException("The database is not ready for this version. Run: blog init")
    return found

"""What a command needs before it may work: settings in order, a database of this version."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from blog import schema
from blog.cli import place
from blog.config import Settings, from_env
from blog.schema import Shape

MADE_BY_A_NEWER_VERSION: Final = (
    "This database was made by a newer version than this one. Install that version again, "
    "or go back from it: blog upgrade --back"
)
_REFUSALS: Final = {
    Shape.NONE: "The database is not ready for this version. Run: blog init",
    Shape.OLDER: "The database was made by an older version. Run: blog upgrade",
    Shape.NEWER: MADE_BY_A_NEWER_VERSION,
}


def installation() -> Settings:
    """The settings, for a database that `blog init` has made ready. None is made by asking.

    :raises WrongSetting: with a sentence that names the variable.
    :raises ClickException: when the database has to be made or brought up to date first.
    """
    found = from_env()
    _refuse_another_shape(found)
    return found


@contextmanager
def to_write() -> Iterator[Settings]:
    """The same for a command that writes: until it is done nobody puts another database in place.

    :raises ClickException: also while somebody does.
    """
    found = from_env()
    with place.shared(found):
        _refuse_another_shape(found)
        yield found


def _refuse_another_shape(found: Settings) -> None:
    refusal = _REFUSALS.get(schema.shape(found.database))
    if refusal is not None:
        raise click.ClickException(refusal)

"""How a command ends that could not do its work: a sentence for the terminal, and an exit status.

Loaded when it comes to that: the errors of the database are SQLAlchemy's, which `blog --help` does
without.
"""

import sqlite3
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, OperationalError

from blog import faults
from blog.config import WrongSetting
from blog.errors import BlogError


class Ending(NamedTuple):
    sentence: str
    status: int = 1


def of(error: Exception) -> Ending | None:
    """None for a mistake of ours, of which the traceback tells more."""
    match error:
        case WrongSetting():
            return Ending(str(error), status=2)
        case BlogError():
            return Ending(error.message)
        case OSError() | sqlite3.Error() | DBAPIError():
            return _of_a_bad_day(error)
        case _:
            return None


def _of_a_bad_day(error: Exception) -> Ending | None:
    known = faults.told(error, lost="this could not be done")
    if known is not None and known.code != "out_of_reach":
        return Ending(known.message)
    if isinstance(error, sqlite3.OperationalError | OperationalError):
        return Ending(f"The database cannot be used: {str(getattr(error, 'orig', error)).strip()}.")
    return None

"""What the disk or the database cannot do at the moment, told as a sentence.

These are bad days, not mistakes in the code: a full disk, a database that can only be read, one
that somebody does not let go of. Whatever is none of them stays the error that it is.
"""

import errno
import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError

from blog.errors import BlogError, Conflict, Full, Unavailable

# Long enough for a writer to come to its end; whoever waits has waited five seconds already.
_SECONDS: Final = 5

_DISK: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EIO: "disk_fault",
}
_SQLITE: Final = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_IOERR: "disk_fault",
    sqlite3.SQLITE_CANTOPEN: "out_of_reach",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
# SQLSTATE (PostgreSQL, appendix A); 08 stands for all that is wrong with a connection. Its writers
# do not wait for each other to look, so that two take the same name, or one goes under a theme that
# the other removes. In SQLite they do, and the same would be a mistake of ours.
_POSTGRESQL: Final = {
    "23503": "saved_in_between",
    "23505": "saved_in_between",
    "53100": "disk_full",
    "25006": "read_only",
    "55P03": "busy",
    "40P01": "busy",
    "53300": "out_of_reach",
    "57P01": "out_of_reach",
    "57P03": "out_of_reach",
    "08": "out_of_reach",
    "XX001": "damaged",
    "XX002": "damaged",
}
_KINDS: Final = {"disk_full": Full, "saved_in_between": Conflict}
_SENTENCES: Final = {
    "saved_in_between": "Something else was saved at the same moment, so {lost}. Try again.",
    "disk_full": "The disk here is full, so {lost}. Try again once there is room.",
    "read_only": "The database can only be read at the moment, so {lost}. Try again later.",
    "busy": "Something else is writing to the database and did not let go, so {lost}. "
    "Try again in some seconds.",
    "disk_fault": "The disk here did not do what it was asked, so {lost}. It may be "
    "full, or broken. Try again later.",
    "out_of_reach": "The database cannot be reached at the moment. Try again in a minute.",
    "damaged": "The database here is damaged. On the server, “blog doctor” says what to do.",
}


def told(error: BaseException, *, lost: str = "nothing was kept") -> BlogError | None:
    """The sentence, which says what is `lost` by it, with its code; None for an error of another
    kind.
    """
    code = _code(error.orig if isinstance(error, DBAPIError) else error)
    if code is None:
        return None
    kind = _KINDS.get(code, Unavailable)
    sentence = _SENTENCES[code].format(lost=lost)
    return kind(code, sentence, {"retry_after": _SECONDS} if code == "busy" else None)


def _code(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.Error):
        # The last byte is the kind; the others say more of it.
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0)
    state = str(getattr(error, "sqlstate", None) or "")
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])

"""Bad days of disk and database have a sentence and a code; mistakes stay mistakes."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from blog import faults
from blog.errors import Full, Unavailable


class Refusal(Exception):
    """As psycopg raises them."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def of_sqlite(folder: Path, *statements: str, mode: str = "rwc") -> BaseException:
    """What SQLite itself raises, in SQLAlchemy's wrapping."""
    address = f"file:{folder / 'blog.sqlite3'}?mode={mode}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
            for statement in statements:
                connection.execute(statement)
    except sqlite3.Error as error:
        return OperationalError(statements[-1], None, error)
    raise AssertionError("nothing was refused")


def code(error: BaseException) -> str | None:
    told = faults.told(error)
    return told.code if told else None


def test_a_full_database(tmp_path: Path) -> None:
    error = of_sqlite(
        tmp_path,
        "PRAGMA max_page_count=2",
        "CREATE TABLE t (x)",
        "INSERT INTO t VALUES (zeroblob(99999))",
    )
    told = faults.told(error)
    assert isinstance(told, Full)
    assert told.code == "disk_full"
    assert (
        told.message == "The disk here is full, so nothing was kept. Try again once there is room."
    )


def test_a_database_that_can_only_be_read(tmp_path: Path) -> None:
    of_none = sqlite3.connect(tmp_path / "blog.sqlite3")
    of_none.execute("CREATE TABLE t (x)")
    of_none.close()
    assert code(of_sqlite(tmp_path, "INSERT INTO t VALUES (1)", mode="ro")) == "read_only"


def test_a_database_that_somebody_holds(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "blog.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = faults.told(of_sqlite(tmp_path, "CREATE TABLE t (x)"))
    assert isinstance(told, Unavailable)
    assert (told.code, told.details) == ("busy", {"retry_after": 5})


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    assert code(of_sqlite(tmp_path, "SELECT 1", mode="ro")) == "out_of_reach"


def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "blog.sqlite3").write_bytes(b"words, and no database" * 99)
    assert code(of_sqlite(tmp_path, "SELECT * FROM posts")) == "damaged"


@pytest.mark.parametrize(
    ("number", "known"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "disk_fault"),
        (errno.ENOENT, None),
        (None, None),
    ],
)
def test_the_disk(number: int | None, known: str | None) -> None:
    assert code(OSError(number, "said the system") if number else OSError("said somebody")) == known


@pytest.mark.parametrize(
    ("state", "known"),
    [
        ("23503", "saved_in_between"),
        ("23505", "saved_in_between"),
        ("53100", "disk_full"),
        ("25006", "read_only"),
        ("55P03", "busy"),
        ("08006", "out_of_reach"),
        ("42601", None),
        (None, None),
    ],
)
def test_postgresql(state: str | None, known: str | None) -> None:
    assert code(OperationalError("SELECT 1", None, Refusal(state))) == known


def test_mistakes_of_ours(tmp_path: Path) -> None:
    assert faults.told(of_sqlite(tmp_path, "SELECT nothing FROM nowhere")) is None
    twice = ("CREATE TABLE t (x UNIQUE)", "INSERT INTO t VALUES (1), (1)")
    assert faults.told(of_sqlite(tmp_path, *twice)) is None
    assert faults.told(ValueError("a mistake")) is None

"""A copy of the database is whole, sound and private, or is not there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from blog import snapshots
from blog.errors import Refused


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "blog.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE words (word)")
        connection.execute("INSERT INTO words VALUES ('first')")
        connection.commit()
    return file


def words(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words")]


def test_what_others_have_not_committed_is_not_in_it(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO words VALUES ('in the log')")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO words VALUES ('half')")
        snapshots.take(database, copy)
        other.execute("COMMIT")
    assert words(copy) == ["first", "in the log"]
    assert copy.stat().st_mode & 0o077 == 0
    assert sorted(tmp_path.iterdir()) == [database, copy]


def test_a_damaged_database_gives_no_copy(database: Path, tmp_path: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    database.write_bytes(content)
    with pytest.raises(Refused, match=r"is damaged: .+\. Nothing was changed"):
        snapshots.take(database, tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == [database]


def test_a_damaged_copy_is_not_put_back(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(b"nothing that a database begins with" * 200)
    with pytest.raises(Refused, match=r"copy\.sqlite3 is damaged"):
        snapshots.put_back(copy, database)
    assert words(database) == ["first"]


def test_put_back_while_somebody_reads(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    snapshots.take(database, copy)
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("INSERT INTO words VALUES ('since')")
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM words").fetchone() == (2,)
        snapshots.put_back(copy, database)
        assert reader.execute("SELECT count(*) FROM words").fetchone() == (2,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT word FROM words").fetchall() == [("first",)]


def test_a_database_that_nobody_lets_go_of(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_PATIENCE_SECONDS", 0.0)
    copy = tmp_path / "copy.sqlite3"
    snapshots.take(database, copy)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            snapshots.put_back(copy, database)
    assert words(database) == ["first"]


def test_where_there_is_too_little_space(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_BESIDE_BYTES", 1 << 60)
    with pytest.raises(Refused, match=r"up to .* megabytes on the disk.* Nothing was changed"):
        snapshots.refuse_too_little_space(database, tmp_path / "copy.sqlite3")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/blog/blog.sqlite3", Path("/srv/blog/blog.sqlite3")),
        ("sqlite://", None),
        ("postgresql+psycopg://u:p@localhost/blog", None),
    ],
)
def test_which_databases_are_files(url: str, file: Path | None) -> None:
    assert snapshots.file_of(url) == file

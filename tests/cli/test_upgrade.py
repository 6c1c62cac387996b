"""`blog upgrade`: nothing is begun that cannot be ended, and nobody is at work meanwhile."""

import fcntl
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from blog import schema, snapshots
from blog.cli import blog, place
from blog.cli.ready import MADE_BY_A_NEWER_VERSION
from blog.config import Settings, from_env
from blog.schema import Shape
from tests.migrations import databases

AT_WORK = "Error: The blog is being served, or somebody else changes the database"


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation of the first version."""
    databases.unpack("0.1.0", tmp_path / "blog.sqlite3")
    monkeypatch.setenv("BLOG_DATA", str(tmp_path))
    monkeypatch.setenv("BLOG_URL", databases.URL)
    return from_env()


def run(*command: str) -> Result:
    return CliRunner().invoke(blog, command)


def shape(installation: Settings) -> Shape:
    return schema.shape(installation.database)


def test_nothing_works_until_then(older: Settings) -> None:
    for command in (["serve"], ["rerender"], ["jobs", "run"]):
        done = run(*command)
        assert done.exit_code == 1
        assert (
            done.output == "Error: The database was made by an older version. Run: blog upgrade\n"
        )
    assert shape(older) is Shape.OLDER


@pytest.mark.parametrize("command", ["upgrade", "init"])
def test_what_it_was_is_kept(older: Settings, command: str) -> None:
    done = run(command)
    assert done.exit_code == 0
    [kept] = (older.data / "backups").iterdir()
    assert str(kept) in done.output
    assert kept.name == f"before-{databases.this_version()}.sqlite3"
    assert schema.revision_of(f"sqlite:///{kept}") == "0012"
    assert shape(older) is Shape.CURRENT


@pytest.mark.parametrize("command", [["upgrade"], ["init"]])
def test_not_while_the_blog_is_served(older: Settings, command: list[str]) -> None:
    with place.shared(older):
        done = run(*command)
    assert done.exit_code == 1
    assert done.output.startswith(AT_WORK)
    assert shape(older) is Shape.OLDER
    assert not (older.data / "backups").exists()


def test_not_twice_at_once_and_nobody_begins_to_work(older: Settings) -> None:
    with place.alone(older):
        assert run("upgrade").output.startswith(AT_WORK)
        assert run("upgrade", "--back").exit_code == 1
    assert run("upgrade").exit_code == 0
    with place.alone(older):
        done = run("jobs", "run", "--once")
    assert done.exit_code == 1
    assert "brought up to date, or put back, at this moment" in done.output


def test_those_at_work_share_the_place(older: Settings) -> None:
    with place.shared(older), place.shared(older), (older.data / "in-use").open() as other:
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_on_a_disk_that_is_too_full(older: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "_BESIDE_BYTES", 1 << 60)
    done = run("upgrade")
    assert done.exit_code == 1
    assert "Nothing was changed. Make room, and try again." in str(done.exception)
    assert shape(older) is Shape.OLDER
    assert list((older.data / "backups").iterdir()) == []


def test_a_database_of_a_newer_version(older: Settings) -> None:
    run("upgrade")
    with sa.create_engine(older.database, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for command in ("serve", "upgrade", "init"):
        done = run(command)
        assert (done.exit_code, done.output) == (1, f"Error: {MADE_BY_A_NEWER_VERSION}\n")


def test_a_migration_that_breaks_leaves_everything_as_it_was(older: Settings) -> None:
    """The last step of all is refused: the ones before it are undone with it."""
    with sa.create_engine(older.database, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE post_tags SET tag_id = tag_id + 4711")
    done = run("upgrade")
    assert done.exit_code == 1
    assert "Nothing was changed. Run: blog doctor" in str(done.exception)
    assert schema.revision_of(older.database) == "0012"
    assert run("upgrade", "--back").exit_code == 0


def test_before_there_is_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DATA", str(tmp_path))
    done = run("upgrade")
    assert (done.exit_code, done.output) == (
        1,
        "Error: There is no database yet. Run: blog init\n",
    )
    done = run("upgrade", "--back")
    assert done.exit_code == 1
    assert done.output.startswith("Error: No upgrade has kept anything in ")


def test_three_are_kept(older: Settings) -> None:
    backups = older.data / "backups"
    backups.mkdir()
    for number in range(4):
        snapshots.take(older.data / "blog.sqlite3", backups / f"before-0.0.{number}.sqlite3")
    (backups / "2026-11-20.zip").touch()
    run("upgrade")
    assert sorted(file.name for file in backups.iterdir()) == [
        "2026-11-20.zip",
        "before-0.0.2.sqlite3",
        "before-0.0.3.sqlite3",
        f"before-{databases.this_version()}.sqlite3",
    ]

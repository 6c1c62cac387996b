"""Bringing the database to the shape this version of the code expects, by migration."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import NoSuchModuleError

from blog.config import WrongSetting

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def configuration(url: str) -> Config:
    """Alembic's configuration for one database; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def upgrade(url: str, *, to: str = "head") -> None:
    """Apply what is missing. A new SQLite file is put in WAL mode, once: it stays in the file.

    :raises WrongSetting: when the driver of this kind of database is not installed.
    """
    _refuse_missing_driver(url)
    _make_sqlite_file(url)
    command.upgrade(configuration(url), to)


def downgrade(url: str, *, to: str) -> None:
    command.downgrade(configuration(url), to)


def is_current(url: str) -> bool:
    """Whether the database has the newest shape. False also when there is none yet.

    :raises WrongSetting: when the driver of this kind of database is not installed.
    """
    _refuse_missing_driver(url)
    head = ScriptDirectory.from_config(configuration(url)).get_current_head()
    file = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and not (file and Path(file).exists()):
        return False
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def is_of_the_models(name: str | None, kind: str, parents: Any) -> bool:
    """Whether the models speak of it. Of the search index, which only SQLite has, none does."""
    return not (kind == "table" and (name or "").startswith("search_index"))


def _refuse_missing_driver(url: str) -> None:
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ImportError, NoSuchModuleError) as error:
        raise WrongSetting(
            f"BLOG_DATABASE names a database whose driver is not installed: {error}. "
            "For PostgreSQL, install psycopg[binary]."
        ) from error


def _make_sqlite_file(url: str) -> None:
    file = make_url(url).database
    if make_url(url).get_backend_name() != "sqlite" or not file or Path(file).exists():
        return
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    Path(file).chmod(0o600)

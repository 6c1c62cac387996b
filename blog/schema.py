"""Bringing the database to the shape this version of the code expects, by migration."""

import sqlite3
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import NoSuchModuleError

from blog.config import WrongSetting
from blog.late import late

if TYPE_CHECKING:
    from alembic import command, config
else:
    command, config = late("alembic.command"), late("alembic.config")

MIGRATIONS: Final = Path(__file__).resolve().parent.parent / "migrations"

_revision: Final = sa.table("alembic_version", sa.column("version_num", sa.String))


def configuration(url: str) -> "config.Config":
    """Alembic's configuration for one database; there is no alembic.ini."""
    made = config.Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["url"] = url
    return made


def upgrade(url: str, *, to: str = "head") -> None:
    """Apply what is missing. A new SQLite file is put in WAL mode, once: it stays in the file.

    :raises WrongSetting: when the driver of this kind of database is not installed.
    """
    _refuse_missing_driver(url)
    _make_sqlite_file(url)
    command.upgrade(configuration(url), to)


def downgrade(url: str, *, to: str) -> None:
    command.downgrade(configuration(url), to)


class Shape(StrEnum):
    """How a database stands to this version of the code."""

    NONE = "none"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def shape(url: str) -> Shape:
    """Looks, and makes nothing. One that was made by a migration not known here is newer.

    :raises WrongSetting: when the driver of this kind of database is not installed.
    """
    revision = revision_of(url)
    if revision is None:
        return Shape.NONE
    known = revisions()
    if revision not in known:
        return Shape.NEWER
    return Shape.CURRENT if revision == known[0] else Shape.OLDER


def revision_of(url: str) -> str | None:
    """The last migration that the database has had; None when there is no database yet.

    :raises WrongSetting: when the driver of this kind of database is not installed.
    """
    _refuse_missing_driver(url)
    file = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and not (file and Path(file).exists()):
        return None
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(_revision.name):
            return None
        return connection.scalar(sa.select(_revision.c.version_num))


@cache
def revisions() -> tuple[str, ...]:
    """Those of this version of the code, the newest first. Their files begin with their numbers."""
    names = (file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return tuple(sorted((name.partition("_")[0] for name in names), reverse=True))


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

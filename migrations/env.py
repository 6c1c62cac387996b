"""Runs the migrations on a connection of its own, all that are missing in one transaction.

Whoever is killed in the middle leaves the database as it was. SQLite's foreign keys are off here:
Alembic's batch mode rebuilds a table by dropping it, and with the keys on that deletes the children
of every row. `PRAGMA foreign_key_check` proves that nothing was orphaned, before it is committed.
"""

import sqlite3
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

import blog.accounts.models
import blog.audit.models
import blog.backups.models
import blog.cards.models
import blog.deliveries.models
import blog.feeds.models
import blog.following.models
import blog.jobs.models
import blog.media.models
import blog.posts.models
import blog.redirects.models
import blog.search.models
import blog.settings.models
import blog.topics.models
import blog.works.models  # noqa: F401 (each import fills the metadata)
from blog import schema
from blog.db import Base
from blog.errors import Refused


def run(url: str) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        _take_transactions_from_the_driver(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            # Alembic takes it that SQLite cannot, as its driver once could not: it commits each.
            transactional_ddl=True,
            render_item=_as_plain_type,
            include_name=schema.is_of_the_models,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                _refuse_orphans(connection)


def _refuse_orphans(connection: sa.Connection) -> None:
    if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        tables = ", ".join(sorted({str(orphan[0]) for orphan in orphans}))
        raise Refused(
            "orphans",
            f"The database would hold rows without what they belong to, in: {tables}. "
            "Nothing was changed. Run: blog doctor",
        )


def _as_plain_type(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """A migration must not change with our column types: it names what the database sees."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{type(item.impl).__name__}()"
    return False


def _take_transactions_from_the_driver(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA busy_timeout=5000")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


run(context.config.attributes["url"])

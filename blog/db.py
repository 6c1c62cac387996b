"""The database: one Base, one session, one place that commits.

Reading starts a deferred transaction, writing (`transaction()`) an immediate one: with deferred
writers, 8 processes got "database is locked" for 1,566 of 1,600 writes, with immediate ones never.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from time import sleep
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError

from blog.errors import Conflict

# For a table whose ids stand elsewhere too, in a link or a kept text. SQLite would give the number
# of a last row that was deleted to the next one; PostgreSQL never does.
NEVER_TWICE: Final = {"sqlite_autoincrement": True}

# How old, in seconds, what a worker knows of the site's version may be (blog/pagecache). A look at
# SQLite takes 3 µs and gives way to other threads: with each answer it took 10 µs of 30.
LOOKED_EVERY: Final = 0.004

# For a table of which no page for readers shows anything: what is written there leaves the site's
# version as it is, and the page cache full. Sign-ins, jobs, letters and autosaves are many.
UNSEEN: Final = {"info": {"is_unseen": True}}


@dataclass
class _Writing:
    """A transaction under way: whether readers may see what it does, and whether it has written."""

    may_be_seen: bool
    has_written: bool = False

    @property
    def is_told(self) -> bool:
        return self.may_be_seen and self.has_written


_writing: ContextVar[_Writing | None] = ContextVar("writing", default=None)


class Base(DeclarativeBase):
    """Named constraints, so that every database can alter them later."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# `autoflush` is off: rows are written when a command says flush(), so that a query in the middle
# of a command never sends half an object. `expire_on_commit` is off: a saved row can be shown.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


# At most one row, with another word after each change that readers may see. A word, not a count: a
# database that was put back must never come to a version that another one had. Its reader is
# blog/pagecache/watch.py.
site_version: Final = sa.Table(
    "site_version",
    Base.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("word", sa.String(16), nullable=False),
)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment. Goes in and comes out aware and in UTC; a naive time is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


Statement: TypeAlias = sa.Select[*tuple[Any, ...]]
Found: TypeAlias = sa.Row[*tuple[Any, ...]]
_Thing = TypeVar("_Thing")

# The moment of a statement that is made once: `rows(statement, at=…)`.
AT: Final = sa.bindparam("at", type_=UtcDateTime)
Moment: TypeAlias = datetime | sa.BindParameter[datetime]


def by_code_point(length: int) -> sa.String:
    """Text that sorts as in Python and in SQLite. PostgreSQL would go by the rules of a language,
    in which spaces and capitals hardly count, and a list would not stand under its letters.
    """
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def session() -> Session:
    """The session of this request or command."""
    return db.session()


def rows(statement: sa.Executable, **values: object) -> Sequence[Found]:
    """What a statement of columns finds: seven entries of a list in 70 µs, past the ORM, not 115.

    To put such a statement together takes 120 to 700 µs, so what a reader's page asks is made once,
    in a function under `functools.cache`, with parameters in place of its values.
    """
    return session().connection().execute(statement, values).all()


def by_owner(asked: sa.Select[int, _Thing]) -> defaultdict[int, list[_Thing]]:
    """What each owner has, in the order asked for: a row is the id of an owner, and a thing."""
    found: defaultdict[int, list[_Thing]] = defaultdict(list)
    for owner_id, thing in session().execute(asked):
        found[owner_id].append(thing)
    return found


@contextmanager
def transaction(*, is_seen: bool = True) -> Iterator[Session]:
    """Write, then commit; roll back when anything is raised. Inside another one, join it.

    Whatever was only read before is ended first, so that the write starts from the newest state.
    One that is not `is_seen` leaves readers' pages as they are though it writes into tables of
    which they show something.

    :raises Conflict: "saved_in_between" when another writer changed the same row.
    """
    current = session()
    outer = _writing.get()
    if outer is not None:
        outer.may_be_seen |= is_seen
        yield current
        return
    current.rollback()
    writing = _Writing(may_be_seen=is_seen)
    mark = _writing.set(writing)
    try:
        yield current
        current.flush()
        if writing.is_told:
            _tell_readers(current)
        current.commit()
    except StaleDataError as error:
        current.rollback()
        raise Conflict(
            "saved_in_between", "Somebody saved this a moment before you. Look at it once more."
        ) from error
    except BaseException:
        current.rollback()
        raise
    finally:
        _writing.reset(mark)
    if writing.is_told:
        # When this is confirmed, no worker hands out what was before.
        sleep(LOOKED_EVERY)


def prepare(engine: sa.Engine) -> None:
    """Teach an engine our transactions."""

    @event.listens_for(engine, "before_execute")
    def _note(connection: sa.Connection, statement: object, *rest: object) -> None:
        writing = _writing.get()
        if writing is not None and _is_seen(statement):
            writing.has_written = True

    @event.listens_for(engine, "rollback")
    def _forget(connection: sa.Connection) -> None:
        writing = _writing.get()
        if writing is not None:
            writing.has_written = False

    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN is ours, not the driver's
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _is_seen(statement: object) -> bool:
    """Whether readers may see what a statement does. Of one in plain SQL nothing is known."""
    if isinstance(statement, sa.UpdateBase):
        table = statement.table
        return not (isinstance(table, sa.Table) and table.info.get("is_unseen"))
    return isinstance(statement, sa.TextClause)


def _tell_readers(current: Session) -> None:
    """Another word for the site. Last of all: on PostgreSQL the row is locked from here on."""
    word = token_hex(8)
    if not current.connection().execute(sa.update(site_version).values(word=word)).rowcount:
        current.execute(sa.insert(site_version).values(id=1, word=word))

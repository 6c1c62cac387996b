"""What is compiled once for all the applications of a test process.

Nearly every test has an application of its own. To make one took 55 ms, 45 of them for its 200
addresses. Each compiled its statements anew, for a first piece and the home page in 30 ms, and its
templates, for a page in 70 and for the editor in 140.
"""

from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from blog.db import db

_Builder = Callable[..., tuple[str, str]]


class Address(Rule):
    """A rule whose builders are those of an equal one: a builder asks its rule for all it needs."""

    _builders: ClassVar[dict[object, _Builder]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> _Builder:
        key = (tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class Templates(BytecodeCache):
    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


_templates = Templates()
_statements: LRUCache[Any, Any] = LRUCache(2000)


def share(app: Flask) -> None:
    """From now on the application has what the others have compiled, and they what it compiles."""
    app.jinja_env.bytecode_cache = _templates
    with app.app_context():
        if db.engine.name == "sqlite":
            db.engine.dialect = _dialect()
            db.engine.update_execution_options(compiled_cache=_statements)


@cache
def _dialect() -> sa.Dialect:
    """Statements are kept by the object that is their dialect. Each engine makes one of its own,
    and asks the database about itself when it first connects.
    """
    engine = sa.create_engine("sqlite://")
    engine.connect().close()
    engine.dispose()
    return engine.dialect

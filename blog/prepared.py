"""Statements of columns, put into words once for a database and then only run.

For each execution SQLAlchemy makes a key of the whole statement and looks it up, which takes longer
than to find the rows of a page. Here is left what depends on the values: how they go in and how
they come out. To run the words is SQLAlchemy's again, and so are events and exceptions.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData

Statement: TypeAlias = sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]]
Found: TypeAlias = sa.Row[*tuple[Any, ...]]
# The names of the values, and how many there are in each that is a list: an IN has so many places.
Shape: TypeAlias = tuple[tuple[str, int | None], ...]

# A statement counts once for each length that a list in it had.
_MOST_KEPT: Final = 1024


def run(
    connection: sa.Connection, statement: Statement, values: Mapping[str, Any]
) -> Sequence[Found]:
    """What `connection.execute(statement, values).all()` finds, for a statement that is kept."""
    shape = tuple(
        (name, len(value) if isinstance(value, list | tuple) else None)
        for name, value in values.items()
    )
    prepared = _prepared(statement, connection.dialect, shape)
    found = connection.exec_driver_sql(prepared.words, prepared.arguments(values))
    return prepared.rows(found.all())


class Prepared:
    """A statement in the words of one dialect, for values of one shape."""

    def __init__(self, statement: Statement, dialect: sa.Dialect, shape: Shape) -> None:
        compiled = statement.compile(dialect=dialect)
        sample = {name: None if length is None else [None] * length for name, length in shape}
        expanded = compiled.construct_expanded_state(sample)
        self.words = expanded.statement
        self._order = expanded.positiontup
        self._parts = expanded.parameter_expansion
        converters = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        self._converters = {name: converters.get(name) for name in sample}
        self._constants = {
            name: convert(value) if (convert := converters.get(name)) else value
            for name, value in expanded.parameters.items()
            if name not in sample
        }
        columns = statement.selected_columns
        self._about = SimpleResultMetaData(columns.keys())
        self._out = [
            (place, convert)
            for place, column in enumerate(columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def arguments(self, values: Mapping[str, Any]) -> Any:
        named = self._constants.copy()
        for name, convert in self._converters.items():
            value, parts = values[name], self._parts.get(name)
            if parts is None:
                named[name] = convert(value) if convert else value
            else:
                named.update(zip(parts, map(convert, value) if convert else value, strict=True))
        return named if self._order is None else tuple(named[name] for name in self._order)

    def rows(self, found: Sequence[Found]) -> Sequence[Found]:
        converted = map(self._converted, found) if self._out else found
        return IteratorResult(self._about, iter(converted)).all()

    def _converted(self, row: Found) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self._out:
            values[place] = convert(values[place])
        return tuple(values)


@lru_cache(_MOST_KEPT)
def _prepared(statement: Statement, dialect: sa.Dialect, shape: Shape) -> Prepared:
    return Prepared(statement, dialect, shape)

"""Reads a built warehouse."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from lfr.project import Project
from lfr.warehouse.database import Connection, reading

# An answer of at most so many cells (rows times columns) is kept: pages ask for the same years and measures some hundred times.
_KEPT_CELLS = 50_000


class Reading:
    """Read access to a built warehouse; every method returns a fresh data frame.

    A `connection` may be given to read from a warehouse that is still being built.
    """

    def __init__(self, project: Project, connection: Connection | None = None) -> None:
        self.project = project
        self._connection = connection or reading(project.warehouse)
        self._is_built = connection is None
        self._kept: dict[tuple[object, ...], pd.DataFrame] = {}

    def close(self) -> None:
        self._connection.close()

    def _frame(self, sql: str, *values: object) -> pd.DataFrame:
        found = self._kept.get((sql, *values))
        if found is None:
            found = self._connection.execute(sql, list(values)).df()
            if self._is_built and found.size <= _KEPT_CELLS:
                self._kept[sql, *values] = found
        return found.copy(deep=False)  # what is done to a copy does not show in another: pandas copies what is written to

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, list(values)).fetchall()

    def _has(self, table: str) -> bool:
        return bool(self._rows("SELECT 1 FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?", table))


def rows_of(table: str, order: str, key: str = "publisher", also: str = "") -> Callable[..., pd.DataFrame]:
    """A method that gives the rows of one force (or of another `key`, which is left out) in a table of the layer `answers`: all of
    them or, given a value, those with it in the column `also`.
    """

    def rows(figures: Reading, name: str, value: int | None = None) -> pd.DataFrame:
        where, values = (f" AND {also} = ?", [name, value]) if value is not None else ("", [name])
        return figures._frame(f"SELECT * EXCLUDE ({key}) FROM answers.{table} WHERE {key} = ?{where} ORDER BY {order}", *values)

    return rows


def all_of(table: str, order: str) -> Callable[[Reading], pd.DataFrame]:
    """A method that gives all rows of a table."""
    return lambda figures: figures._frame(f"SELECT * FROM {table} ORDER BY {order}")

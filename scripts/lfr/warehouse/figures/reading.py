"""Asking a built warehouse: each question once."""

from __future__ import annotations

from collections import OrderedDict

import pandas as pd

from lfr.project import Project
from lfr.warehouse.database import Connection, reading

# So many cells (rows times columns) of earlier answers are kept at most, some 100 MiB; a single answer at most a quarter of that.
_KEPT_CELLS = 1_500_000


class Reading:
    """Read access to a built warehouse; every method returns a fresh data frame.

    A `connection` may be given to read from a warehouse that is still being built.
    """

    def __init__(self, project: Project, connection: Connection | None = None) -> None:
        self.project = project
        self._connection = connection or reading(project.warehouse)
        # A warehouse that is open for reading does not change, and some hundred pages ask the same questions of it.
        self._read: Answers | None = None if connection else Answers(_KEPT_CELLS)
        self._parted: dict[tuple[str, str], dict[tuple[str, str], pd.DataFrame]] = {}

    def close(self) -> None:
        self._connection.close()

    def _frame(self, sql: str, *values: object) -> pd.DataFrame:
        if self._read is None:
            return self._connection.execute(sql, list(values)).df()
        found = self._read.get((sql, *values))
        if found is None:
            found = self._connection.execute(sql, list(values)).df()
            if not self._read.keep((sql, *values), found):
                return found
        return found.copy(deep=False)  # nothing that is done to the one shows in the other: pandas copies what is written to

    def _has(self, table: str) -> bool:
        found = self._connection.execute("SELECT count(*) FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?", [table])
        return bool(found.fetchall()[0][0])


class Answers:
    """The latest answers, by question, up to so many cells in all: memory does not grow with the data."""

    def __init__(self, cells: int) -> None:
        self._limit, self._held = cells, 0
        self._frames: OrderedDict[tuple[object, ...], pd.DataFrame] = OrderedDict()

    def get(self, question: tuple[object, ...]) -> pd.DataFrame | None:
        found = self._frames.get(question)
        if found is not None:
            self._frames.move_to_end(question)
        return found

    def keep(self, question: tuple[object, ...], frame: pd.DataFrame) -> bool:
        """Keep an answer in place of those not asked for the longest. Returns whether it was small enough."""
        if frame.size > self._limit // 4:
            return False
        self._frames[question] = frame
        self._held += frame.size
        while self._held > self._limit:
            self._held -= self._frames.popitem(last=False)[1].size
        return True

"""The rows of a table, some thousand at a time: typed for Parquet, as plain values for JSON, with a symbol for each empty cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lfr.downloads.tables import Column, Definition
from lfr.errors import BadData, did_you_mean
from lfr.wording.csv_files import RATE_DIGITS, plain_number

_AT_A_TIME = 5_000  # as Python values a row takes ten times the memory that it takes in a frame
Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Some rows of a table: as a typed frame, as plain Python values (None where there is none), the symbols of the empty cells, and
    the notes of each row: these symbols and those of the others, each with the names of its columns."""

    frame: pd.DataFrame
    rows: list[Row]
    symbols: list[dict[str, str]]
    notes: list[str]


@dataclass(frozen=True)
class Table:
    """A table with its rows.

    `frames` gives the rows frame by frame: a long table is never in memory whole. `why` gives the symbols of the empty cells
    of a row that are not their column's own, and `marks` the shorthand for values that are there ("[e] [b]"). `examples` and `symbols`
    hold what was found in the rows gone through so far: the first value of each column, and the symbols that occur in it.
    """

    definition: Definition
    frames: Callable[[], Iterable[pd.DataFrame]]
    why: Callable[[Row], Mapping[str, str]] | None = None
    marks: Callable[[Row], Mapping[str, str]] | None = None
    examples: Row = field(default_factory=dict)
    symbols: dict[str, set[str]] = field(default_factory=dict)

    def parts(self) -> Iterator[Part]:
        """The rows with exactly the defined columns, each of its type."""
        for frame in self.frames():
            for start in range(0, len(frame), _AT_A_TIME):
                yield self._part(_typed_frame(frame.iloc[start : start + _AT_A_TIME], self.definition))

    def _part(self, frame: pd.DataFrame) -> Part:
        columns = self.definition.columns
        values = [_plain_values(frame[column.name], column.type) for column in columns]
        part = Part(frame, [dict(zip(self.definition.names, row, strict=True)) for row in zip(*values, strict=True)], [], [])
        for row in part.rows:
            empty = [column for column in columns if row[column.name] is None]
            own = self.why(row) if self.why and empty else {}
            part.symbols.append({column.name: own.get(column.name, column.empty or "z") for column in empty})
            for name, symbol in part.symbols[-1].items():
                self.symbols.setdefault(name, set()).add(symbol)
            part.notes.append(self._notes(row, part.symbols[-1]))
        for column, of_column in zip(columns, values, strict=True):
            if column.name not in self.examples and (found := [one for one in of_column if one is not None]):
                self.examples[column.name] = found[0]
        return part

    def _notes(self, row: Row, symbols: Mapping[str, str]) -> str:
        # What the publisher estimates is an estimate in every row; a zero that was counted is none.
        marks = {one.name: "[e]" for one in self.definition.columns if "(estimate)" in one.unit and row[one.name]}
        marks |= self.marks(row) if self.marks else {}
        found: dict[str, list[str]] = {}
        for name in row:
            for symbol in [f"[{symbols[name]}]"] if name in symbols else marks.get(name, "").split():
                found.setdefault(symbol, []).append(name)
        return "; ".join(f"{symbol} {' '.join(names)}" for symbol, names in found.items())

    def rows(self) -> Iterator[Row]:
        """The rows, one at a time."""
        for part in self.parts():
            yield from part.rows

    def marked_rows(self) -> Iterator[Row]:
        """The rows as a reader of cells sees them: where there is no value, a symbol in square brackets."""
        for part in self.parts():
            for row, symbols in zip(part.rows, part.symbols, strict=True):
                yield row | {name: f"[{symbol}]" for name, symbol in symbols.items()}


def _typed_frame(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    for column in definition.columns:
        if column.name not in frame.columns:
            others = set(frame.columns) - set(definition.names)
            raise BadData(f"{column.where()}: the rows have no such column.{did_you_mean(column.name, others)}")
    return pd.DataFrame({column.name: _typed(frame[column.name], column) for column in definition.columns}, columns=definition.names)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    if column.type == "integer":
        return values.astype("Int64")
    if column.type == "number":
        return values.astype("Float64").round(RATE_DIGITS)
    if column.type == "boolean":
        return values.map({True: True, False: False, "true": True, "false": False}).astype("boolean")
    if column.type == "date":
        return pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[s]")
    return pd.Series([None if _is_nothing(one) else str(one) for one in values.tolist()], dtype="str", index=values.index)


def _plain_values(values: pd.Series, kind: str) -> list[Any]:
    found = [None if _is_nothing(one) else one for one in values.tolist()]
    if kind == "date":
        return [one if one is None else one.date() for one in found]
    if kind == "number":  # 575, not 575.0: most of the numbers are counts
        return [one if one is None else plain_number(one) for one in found]
    return found


def _is_nothing(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or value != value

"""The rows of a table, some thousand at a time: as plain values of their columns' types, with a symbol for each empty cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from lfr.downloads.tables import SYMBOLS, Column, Definition
from lfr.errors import BadData, did_you_mean
from lfr.wording.csv_files import RATE_DIGITS, plain_number

_AT_A_TIME = 5_000  # as Python values a row takes ten times the memory that it takes in a frame
Row = dict[str, Any]


def _whole(value: Any) -> int:
    if int(value) != float(value):
        raise ValueError(value)
    return int(value)


_READ: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "integer": _whole,
    "number": lambda value: plain_number(round(float(value), RATE_DIGITS)),  # 575, not 575.0: most of the numbers are counts
    "boolean": {True: True, False: False, "true": True, "false": False}.__getitem__,
    "date": lambda value: date.fromisoformat(str(value)[:10]),
}


class Line(NamedTuple):
    """A row (None where there is no value), the symbols of its empty cells, and its notes: these symbols and the shorthand beside
    values, each with the names of its columns."""

    row: Row
    symbols: dict[str, str]
    notes: str


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

    def parts(self) -> Iterator[list[Line]]:
        """The rows with exactly the defined columns, each of its type."""
        names = self.definition.names
        # What the publisher estimates is an estimate in every row; a zero that was counted is none.
        estimates = [one.name for one in self.definition.columns if "(estimate)" in one.unit]
        for frame in self.frames():
            for start in range(0, len(frame), _AT_A_TIME):
                part = frame.iloc[start : start + _AT_A_TIME]
                values = [self._values(part, column) for column in self.definition.columns]
                for name, found in zip(names, values, strict=True):
                    if name not in self.examples and (example := next((one for one in found if one is not None), None)) is not None:
                        self.examples[name] = example
                yield [self._line(dict(zip(names, row, strict=True)), estimates) for row in zip(*values, strict=True)]

    def _values(self, part: pd.DataFrame, column: Column) -> list[Any]:
        if column.name not in part.columns:
            others = set(part.columns) - set(self.definition.names)
            hint = did_you_mean(column.name, others) if others else ""
            raise BadData(f"{column.where()}: the rows have no such column.{hint}")
        read, found = _READ[column.type], []
        for one in part[column.name].tolist():
            is_empty = one is None or one is pd.NA or one == "" or one != one
            try:
                found.append(None if is_empty else read(one))
            except (ValueError, LookupError):
                raise BadData(f"{column.where('type')}: a row holds “{one}”, not of the type {column.type}. Change the type.") from None
        return found

    def _line(self, row: Row, estimates: list[str]) -> Line:
        empty = [column for column in self.definition.columns if row[column.name] is None]
        own = self.why(row) if self.why and empty else {}
        symbols = {column.name: own.get(column.name, column.empty) for column in empty}
        if "" in symbols.values():
            column = next(one for one in empty if not symbols[one.name])
            raise BadData(f"{column.where()}: a row has no value. Say with empty which symbol stands there ({', '.join(SYMBOLS)}).")
        for name, symbol in symbols.items():
            self.symbols.setdefault(name, set()).add(symbol)
        told = {name: "[e]" for name in estimates if row[name]}
        told |= self.marks(row) if self.marks else {}
        told |= {name: f"[{symbol}]" for name, symbol in symbols.items()}
        notes: dict[str, list[str]] = {}
        for name in row if told else ():
            for mark in told.get(name, "").split():
                notes.setdefault(mark, []).append(name)
        return Line(row, symbols, "; ".join(f"{mark} {' '.join(names)}" for mark, names in notes.items()))

    def rows(self) -> Iterator[Row]:
        """The rows, one at a time."""
        return (line.row for part in self.parts() for line in part)

    def marked_rows(self) -> Iterator[Row]:
        """The rows as a reader of cells sees them: where there is no value, a symbol in square brackets."""
        return (line.row | {name: f"[{one}]" for name, one in line.symbols.items()} for part in self.parts() for line in part)

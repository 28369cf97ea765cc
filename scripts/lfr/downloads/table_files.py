"""One table as annotated CSV, plain CSV, JSON and Parquet: the same rows in each; only what stands for “no value” differs."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pandas as pd

from lfr.downloads.tables import MARKS, SYMBOLS, About, Column, Definition
from lfr.errors import BadData, did_you_mean
from lfr.warehouse.database import write_parquet
from lfr.wording.addresses import anchor
from lfr.wording.csv_files import RATE_DIGITS, plain, plain_number

SQL_TYPES = {"text": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
_DTYPES = {"text": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}
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


def write_table(folder: Path, table: Table, about: About) -> None:
    """Write `folder/<name>.csv`, `<name>_plain.csv`, `<name>.json` and `<name>.parquet`."""
    definition = table.definition
    head = {
        "name": definition.name,
        "title": definition.title,
        "description": definition.about,
        "one_row_is": definition.row,
        "dictionary": f"/data/dictionary/#{anchor(definition.name)}",
        **about.as_json(),
        "symbols": SYMBOLS,
    }
    types = {column.name: SQL_TYPES[column.type] for column in definition.columns}
    metadata = {name: text for name, text in about.as_json().items() if text} | {
        "title": definition.title,
        "description": definition.description,
        "columns": json.dumps({column.name: column.about for column in definition.columns}, ensure_ascii=False),
        "no_value": "NULL: the publisher did not print it, or it does not apply; never zero.",
    }
    path = folder / definition.name
    with (
        path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as csv_file,
        (folder / f"{definition.plain.name}.csv").open("w", encoding="utf-8", newline="") as plain_file,
        path.with_suffix(".json").open("w", encoding="utf-8") as json_file,
    ):
        json_file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [')
        write_parquet(path.with_suffix(".parquet"), types, _written(table, csv_file, plain_file, json_file), metadata)
        json_file.write("\n]}\n")


def _written(table: Table, csv_file: TextIO, plain_file: TextIO, json_file: TextIO) -> Iterator[pd.DataFrame]:
    """The frames for Parquet. While they are taken, their rows are written to the other files: a table is gone through once."""
    columns = table.definition.columns
    writer, plain_writer = (csv.writer(file, lineterminator="\n") for file in (csv_file, plain_file))
    writer.writerow(table.definition.names)
    plain_writer.writerow(table.definition.plain.names)
    as_json = json.JSONEncoder(ensure_ascii=False, default=plain).encode
    between = "\n"
    for part in table.parts():
        for row, symbols, notes in part:
            cells = {name: plain(value) for name, value in row.items()}
            plain_writer.writerow([*cells.values(), notes])
            # Text that looks like one of the symbols is marked as text, as a formula would be.
            marked = {name: f"'{cell}" for name, cell in cells.items() if cell in MARKS}
            writer.writerow((cells | marked | {name: f"[{symbol}]" for name, symbol in symbols.items()}).values())
            # null, and no word about it: the column does not apply to the row.
            told = {name: symbol for name, symbol in symbols.items() if symbol != "z"}
            json_file.write(between + as_json({**row, "no_value": told} if told else row))
            between = ",\n"
        yield pd.DataFrame({one.name: pd.Series([line.row[one.name] for line in part], dtype=_DTYPES[one.type]) for one in columns})

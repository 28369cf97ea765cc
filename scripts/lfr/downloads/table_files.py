"""One table as annotated CSV, plain CSV, JSON and Parquet: the same rows in each; only what stands for “no value” differs."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from lfr.downloads.about import About
from lfr.downloads.table_rows import Table
from lfr.downloads.tables import MARKS, SYMBOLS
from lfr.wording.addresses import anchor
from lfr.wording.csv_files import plain

SQL_TYPES = {"text": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
_DTYPES = {"text": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}
ParquetWriter = Callable[[Path, dict[str, str], Iterable[Any], dict[str, str]], None]


def write_table(folder: Path, table: Table, about: About, write_parquet: ParquetWriter) -> None:
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

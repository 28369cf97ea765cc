"""One table as CSV, JSON and Parquet. The same rows in each; only what stands for “no value” differs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from lfr.downloads.about import About
from lfr.downloads.tables import MARKS, SYMBOLS, Definition, Table
from lfr.wording.addresses import anchor
from lfr.wording.csv_files import plain

SQL_TYPES = {"text": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
ParquetWriter = Callable[[Path, dict[str, str], Iterable[Any], dict[str, str]], None]


def write_table(folder: Path, table: Table, about: About, write_parquet: ParquetWriter) -> None:
    """Write `folder/<name>.csv`, `.json` and `.parquet`."""
    definition = table.definition
    head = {**describe(definition), **about.as_json(), "symbols": SYMBOLS}
    types = {column.name: SQL_TYPES[column.type] for column in definition.columns}
    metadata = {name: text for name, text in about.as_json().items() if text} | {
        "title": definition.title,
        "description": f"{definition.about} One row is {definition.row}.",
        "columns": json.dumps({column.name: column.about for column in definition.columns}, ensure_ascii=False),
        "no_value": "NULL: the publisher did not print it, or it does not apply; never zero.",
    }
    with (
        (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as csv_file,
        (folder / f"{table.name}.json").open("w", encoding="utf-8") as json_file,
    ):
        json_file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [')
        # The rows are gone through once: while they go to the Parquet file, they are written to the others.
        frames = _written(table, csv.writer(csv_file, lineterminator="\n"), json_file)
        write_parquet(folder / f"{table.name}.parquet", types, frames, metadata)
        json_file.write("\n]}\n")


def _written(table: Table, writer: Any, json_file: TextIO) -> Iterator[pd.DataFrame]:
    definition = table.definition
    writer.writerow(definition.names)
    between = "\n"
    for part in table.parts():
        texts = [_csv_cells(part.columns[column.name], column.type) for column in definition.columns]
        for row, symbols in zip(zip(*texts, strict=True), part.symbols, strict=True):
            writer.writerow([f"[{symbols[name]}]" if text is None else text for name, text in zip(definition.names, row, strict=True)])
        for values, symbols in zip(part.rows(), part.symbols, strict=True):
            # null and no word about it: the column does not apply to the row.
            told = {name: symbol for name, symbol in symbols.items() if symbol != "z"}
            json_file.write(between + json.dumps({**values, "no_value": told} if told else values, ensure_ascii=False, default=plain))
            between = ",\n"
        yield part.frame


def _csv_cells(values: list[Any], kind: str) -> list[str | None]:
    """The values of one column as cells; None where a symbol is to stand."""
    if kind == "integer":
        return [None if one is None else str(one) for one in values]
    form = csv_cell if kind == "text" else plain
    return [None if one is None else form(one) for one in values]


def csv_cell(value: Any) -> str:
    """A value as text; text that looks like one of the symbols is marked as text, as a formula would be."""
    text = plain(value)
    return f"'{text}" if text in MARKS else text


def describe(definition: Definition) -> dict[str, Any]:
    """The table in a few words, and where its columns are explained."""
    return {
        "name": definition.name,
        "title": definition.title,
        "description": definition.about,
        "one_row_is": definition.row,
        "dictionary": f"/data/dictionary/#{anchor(definition.name)}",
    }

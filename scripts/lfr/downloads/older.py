"""The CSV files that had an address before `/data/latest/` was there. They keep it, their columns, and their empty cells."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from lfr.downloads.about import About
from lfr.downloads.metadata import write_csvw, write_package
from lfr.downloads.tables import Column, Definition, Table
from lfr.warehouse.figures import Figures
from lfr.wording.words import LOG_MEANINGS

_IN_DATA = ("yearly_figures", "deployments", "findings", "corrections")
_LOG_TYPES = {"text": "text", "iso_date": "date", "count": "integer", "decimal": "number"}


def describe_older_files(figures: Figures, tables: Mapping[str, Table], about: About) -> int:
    """Write metadata beside each of them. Returns how many files."""
    root = figures.project.pages
    data = root / "data"
    found = [tables[name].definition.only(columns_of(data / f"{name}.csv")) for name in _IN_DATA]
    log = _template(figures)
    for one in [*found, log]:
        write_csvw(data, one, about, marks=False)
    write_package(data, [*found, log], about, marks=False)
    written = len(found) + 2
    # The log and the library have a CSV beside their pages too, with the same columns.
    for name in ("disclosures", "documents"):
        for path in sorted(root.glob(f"*/{name}/{name}.csv")):
            write_csvw(path.parent, tables[name].definition.only(columns_of(path)), about, marks=False)
            written += 1
    return written


def columns_of(path: Path) -> list[str]:
    """The header of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _template(figures: Figures) -> Definition:
    """The template of a log that a force can export: a header and no rows."""
    columns = tuple(
        Column(one.column_name, _LOG_TYPES[one.kind], LOG_MEANINGS[one.column_name].capitalize() + ".")
        for one in figures.layout_columns("csv-log").itertuples()
    )
    about = "The columns that this project reads from a force's own log, as a file to fill in."
    return Definition("template-log", "Template of a log", "one deployment", about, (), columns)

"""CSV files that stand beside a page (data of a chart, changes of a release): what their columns mean, in the words of the tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lfr.downloads.about import About
from lfr.downloads.metadata import write_csvw
from lfr.downloads.older import columns_of
from lfr.downloads.tables import Column, Definition, Table
from lfr.warehouse.figures import Figures

# Columns that no table has.
_OWN = {
    "month": Column("month", "integer", "Calendar month, 1 to 12."),
    "is_covered": Column("is_covered", "boolean", "Whether a record covers the month, at least in part."),
    "is_partial": Column("is_partial", "boolean", "Whether the records cover only a part of the year or month."),
    "borough_code": Column("borough_code", "text", "Code of the borough from the Office for National Statistics."),
    "borough": Column("borough", "text", "Name of the borough."),
    "alerts": Column("alerts", "integer", "Alerts."),
}
_CHANGES = Definition(
    "not-yet-released", "Changes not yet released", "one change since the last release", "Empty where there is none.", (), ()
)


def describe_files_beside_pages(figures: Figures, tables: Mapping[str, Table], about: About) -> int:
    """Write CSV on the Web metadata beside each of them. Returns how many files."""
    pages = figures.project.pages
    known = {
        column.name: replace(column, required=False, values=(), references="")
        for name in ("places", "deployments", "yearly_figures")
        for column in tables[name].definition.columns
    } | _OWN
    written = 0
    for path in sorted(pages.glob("*/charts/*.csv")):
        publisher = path.parts[-3]
        said = json.loads((figures.project.charts / f"{publisher}-{path.stem}.json").read_text(encoding="utf-8"))
        one = Definition(path.stem, said["title"], "one value of the chart", said["sentence"], (), _columns(path, known))
        write_csvw(path.parent, one, about, marks=False)
        written += 1
    for path in [pages / "releases" / "not-yet-released.csv", *sorted(pages.glob("releases/*/changes.csv"))]:
        if path.is_file():
            columns = tuple(replace(one, type="text") for one in _columns(path, known))
            write_csvw(path.parent, replace(_CHANGES, name=path.stem, columns=columns), about, marks=False)
            written += 1
    return written


def _columns(path: Path, known: Mapping[str, Column]) -> tuple[Column, ...]:
    return tuple(known.get(name) or Column(name, "text", "See the page beside which the file stands.") for name in columns_of(path))

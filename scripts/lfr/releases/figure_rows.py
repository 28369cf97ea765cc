"""Figures as rows of text: how a release freezes them, and how two states of the site are compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from lfr.warehouse.figures import Figure, Figures
from lfr.wording.csv_files import plain
from lfr.wording.words import say_basis, say_with_counts

Row = dict[str, str]
Rows = dict[str, Row]

# What makes a figure: if one of these differs, the figure changed. Titles and wordings may be improved without a word.
COMPARED = (
    "value", "value_as_published", "numerator", "denominator", "lower", "upper", "numerator_as_published",
    "denominator_as_published", "lower_as_published", "upper_as_published", "basis", "covers_from", "covers_to",
)  # fmt: skip
COLUMNS = ["id", "publisher_name", *(one.name for one in fields(Figure)), "said", "said_as_published", "basis_said", "address"]


def figure_id(publisher: str, year: int | str, measure: str) -> str:
    """The permanent id of a figure: met-2024-arrests."""
    return f"{publisher}-{year}-{measure.replace('_', '-')}"


def figure_rows(figures: Figures) -> Rows:
    """Every figure by its id, every cell as it would stand in a CSV."""
    found = {}
    for publisher in figures.publishers().itertuples():
        for year in figures.years(publisher.id)["year"]:
            for one in figures.figures_of_year(publisher.id, int(year)):
                row = {**_row(one), "publisher_name": publisher.name}
                found[row["id"]] = row
    return found


def _row(one: Figure) -> Row:
    row = {"id": figure_id(one.publisher, one.year, one.measure)}
    row |= {name.name: plain(getattr(one, name.name)) for name in fields(Figure)}
    anchor = one.measure.replace("_", "-")
    return row | {
        "said": say_with_counts(one),
        "said_as_published": say_with_counts(one.as_published),
        "basis_said": say_basis(one.basis),
        "address": f"/{one.publisher}/years/{one.year}/#{anchor}",
    }


def differ(one: Row | None, other: Row | None) -> bool:
    """Whether two states of a figure are not the same; None is a figure that does not exist."""
    if one is None or other is None:
        return one is not other
    return any(one.get(name, "") != other.get(name, "") for name in COMPARED)


def csv_text(columns: Iterable[str], rows: Iterable[Row]) -> str:
    """Rows of text as CSV."""
    names = list(columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue()


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(csv_text(columns, rows), encoding="utf-8")

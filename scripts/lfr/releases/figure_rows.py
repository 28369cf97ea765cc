"""Figures as rows of text: how a release freezes them, and how two states of the site are compared."""

from dataclasses import fields

import pandas as pd

from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import figure_address, figure_id
from lfr.wording.csv_files import plain
from lfr.wording.words import say_basis, say_with_counts

Row = dict[str, str]
Rows = dict[str, Row]

# What makes a figure: if one of these differs, the figure changed. Titles and wordings may be improved without a word.
COMPARED = (
    "value", "value_as_published", "numerator", "denominator", "lower", "upper", "numerator_as_published",
    "denominator_as_published", "lower_as_published", "upper_as_published", "basis", "covers_from", "covers_to",
)  # fmt: skip
_FIELDS = [
    one.name for one in fields(Figure) if one.name not in ("ends", "is_unused")
]  # only a range has ends, and it is not frozen: they are
COLUMNS = ["id", "publisher_name", *_FIELDS, "said", "said_as_published", "basis_said", "address"]  # of figures.csv


def figure_rows(figures: Figures) -> Rows:
    """Every figure by its id, every cell as in a CSV."""
    found = {}
    for publisher in figures.publishers().itertuples():
        for year in figures.years(publisher.id)["year"]:
            for one in figures.figures_of_year(publisher.id, int(year)):
                row = figure_row(one, str(publisher.name))
                found[row["id"]] = row
    return found


def figure_row(one: Figure, publisher_name: str) -> Row:
    """One figure."""
    return {
        "id": figure_id(one.publisher, one.year, one.measure),
        "publisher_name": publisher_name,
        **{name: plain(getattr(one, name)) for name in _FIELDS},
        "said": say_with_counts(one),
        "said_as_published": say_with_counts(one.as_published),
        "basis_said": say_basis(one),
        "address": figure_address(one.publisher, one.year, one.measure),
    }


def differ(one: Row | None, other: Row | None) -> bool:
    """Whether two states of a figure are not the same; None is a figure that does not exist."""
    if one is None or other is None:
        return one is not other
    return any(one.get(name, "") != other.get(name, "") for name in COMPARED)


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """A frame of text as rows, with "" where there is no text."""
    return [{str(name): cell if isinstance(cell, str) else "" for name, cell in line.items()} for line in frame.to_dict("records")]

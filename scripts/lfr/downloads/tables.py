"""What each published table is and what each of its columns means, read from tables/*.toml.

Files, their metadata, the dictionary page, the API and the tests start here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.rules import Key, Unique, one_of
from lfr.errors import BadData
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import method_address
from lfr.wording.words import NOT_COVERED, NOT_PUBLISHED, NOT_SEPARABLE, STOPPED_EARLY

FOLDER = Path(__file__).resolve().parent / "tables"
# In the order in which a reader meets them.
NAMES = (
    "yearly_figures", "yearly_figures_wide", "deployments", "deployments_as_published", "places", "boroughs",
    "false_alerts_by_threshold", "same_period", "breaks", "printed_cells", "corrections", "findings", "measures", "sources", "releases",
    "disclosures", "documents", "columns",
)  # fmt: skip

# Why a cell has no value, in the shorthand of the UK government's Analysis Function, which makes [x] more specific by a number. In
# annotated CSV files and spreadsheets the symbol stands in the cell; in plain CSV files, JSON and Parquet there is no value.
SYMBOLS = {
    "x": f"{NOT_PUBLISHED}: the layout of the record does not have it",
    "x1": "not known: not recorded by the publisher, or not found out",
    "x2": f"{STOPPED_EARLY}: the deployment was stopped, and the record gives no number",
    "z": "not applicable",
    "x3": f"{NOT_COVERED}: no record covers it",
    "x4": f"{NOT_SEPARABLE}: the record prints one number under two headings, and neither can be told from the other",
}
# Shorthand for a value that is there: in the columns `marks` and `notes`, and in a column of its own in the spreadsheet.
BESIDE = {"e": "estimate", "b": "break in the series, in this year or at its beginning"}
MARKS = tuple(f"[{symbol}]" for symbol in SYMBOLS)
# The files of a table, by the end of their names.
FORMATS = {".csv": "CSV", "_plain.csv": "plain CSV", ".json": "JSON", ".parquet": "Parquet"}
TYPES = ("text", "integer", "number", "boolean", "date")
# What stands beside a rate: type and meaning.
RATE_PARTS = {
    "numerator": ("integer", "First count"),
    "denominator": ("integer", "Second count"),
    "lower": ("number", "Lower end of the 95% confidence interval"),
    "upper": ("number", "Upper end of the 95% confidence interval"),
}


@dataclass(frozen=True)
class Column(Entry):
    """One column: a [[column]] of a file in tables/. One that has only a name there is described in shared.toml.

    `empty` is the symbol of a cell without a value, where the row does not give another; without it every row has a value.
    `printed` names the columns of the record that give it, in any layout, and `references` the column of another table.
    """

    name: Annotated[str, Unique()]
    type: Annotated[str, one_of(*TYPES)] = "text"
    about: str = ""
    unit: str = ""
    empty: Annotated[str, one_of(*SYMBOLS)] = ""
    oddities: str = ""
    references: str = ""
    values: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        """The definition, and what is odd about the column in the records."""
        return f"{self.about} {self.oddities}".strip()


NOTES = Column(
    "notes",
    about="Why cells of the row are empty, and what is to be known of others: shorthand, each with the names of its columns, parted by ;.",
    empty="z",
)


@dataclass(frozen=True, kw_only=True)
class Definition(Entry):
    """One table: a file in tables/. `row` says what one row is, and `key` which columns identify it.

    With `like` it has the columns of another table, but for those `without`; with `measures` also some for each measure.
    `spreadsheet` says that it is there as an .xlsx file, too.
    """

    name: str = ""
    title: str
    row: str
    about: str
    key: tuple[str, ...] = ()
    columns: Annotated[tuple[Column, ...], Key("column")] = ()
    like: str = ""
    without: tuple[str, ...] = ()
    measures: bool = False
    spreadsheet: bool = False

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def formats(self) -> dict[str, str]:
        """Its files: the end of the name, and what it is called."""
        return FORMATS | ({".xlsx": "spreadsheet"} if self.spreadsheet else {})

    @property
    def description(self) -> str:
        return f"{self.about} One row is {self.row}."

    @property
    def plain(self) -> Definition:
        """The plain CSV file of the table, for machines: cells without a value are empty, and the last column says why."""
        return replace(self, name=f"{self.name}_plain", title=f"{self.title}, plain", columns=(*self.columns, NOTES))

    @property
    def is_plain(self) -> bool:
        return self.columns[-1:] == (NOTES,)


def definitions(figures: Figures) -> dict[str, Definition]:
    """Every table by name, in the order of NAMES. Raises BadData for a key or value that a column cannot have."""
    shared = {one.name: one for one in read_tables(FOLDER / "shared.toml", "column", Column)}
    found: dict[str, Definition] = {}
    for name in NAMES:
        read = read_toml(FOLDER / f"{name}.toml", Definition)
        columns = [shared.get(one.name, one) if one == Column(one.name) else one for one in read.columns]
        for column in columns:
            if not column.about:
                raise BadData(f"{column.where()}: about is missing. Say what the column means, here or in shared.toml.")
        if read.like:
            columns = [one for one in found[read.like].columns if one.name not in read.without]
        if read.measures:
            columns += _measure_columns(figures)
        found[name] = replace(read, name=name, columns=tuple(columns))
    return found


def _measure_columns(figures: Figures) -> list[Column]:
    """The columns of the wide table: every measure as corrected, then every measure as published."""
    columns = []
    for ending, version in (("", "as corrected"), ("_as_published", "before correction")):
        for one in figures.measures().itertuples():
            is_rate = one.kind == "rate"
            about = f"{one.title}, {version}. Defined at {method_address(one.method)}."
            unit = "proportion from 0 to 1" if is_rate else one.unit
            columns.append(Column(f"{one.measure}{ending}", "integer" if one.kind == "count" else "number", about, unit, empty="z"))
            for part in parts_of(one.kind):
                kind, said = RATE_PARTS[part]
                columns.append(Column(f"{one.measure}_{part}{ending}", kind, f"{said} of {one.measure}, {version}.", empty="z"))
    return columns


def parts_of(kind: str) -> list[str]:
    """What stands beside a measure of a kind: counts and interval of a rate, count and minutes of a number per hour."""
    return list(RATE_PARTS)[: {"rate": 4, "per_hour": 2}.get(kind, 0)]

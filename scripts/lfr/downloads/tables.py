"""What is said of the data as a whole, once; what each published table is and each of its columns means, read from tables/*.toml.

Files, their metadata, the dictionary page, the API and the tests start here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.rules import Key, Unique, one_of
from lfr.errors import BadData
from lfr.project import site_address
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import method_address
from lfr.wording.words import NOT_COVERED, NOT_PUBLISHED, NOT_SEPARABLE, STOPPED_EARLY

TITLE = "LFR Statistics: police use of live facial recognition by calendar year"
DESCRIPTION = (
    "Deployments of live facial recognition as police forces recorded them, and figures by calendar year: deployments, places, faces seen,"
    " alerts, stops and outcomes. Each figure can be traced to the printed row it was counted from. Police management information, not"
    " official statistics."
)
KEYWORDS = ("live facial recognition", "police", "London", "open data", "calendar year", "alerts", "stops", "arrests")
CODE_LICENCE = "The code that makes these files, and what the project adds to the records, is under the MIT licence."
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
class About:
    """`as_at` is the date of the newest document counted; `version` and `released` are the release that these figures equal, if any.

    `site` is where the site is served, without a slash at its end: addresses in the files begin with one. `publisher` is the
    force that stands for all of them in examples.
    """

    as_at: date
    version: str
    released: date | None
    covers_from: date | None
    covers_to: date | None
    site: str
    publisher: str
    credits: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def source(self) -> str:
        return " ".join(self.credits)

    @property
    def licence(self) -> str:
        """One line: the licence of the facts as each publisher names it, and of the rest."""
        return f"Facts: {'; '.join(self.licences)}. {CODE_LICENCE}"

    @property
    def edition(self) -> str:
        """The release with its own date, and the date of the newest document."""
        counted = f"counted from documents as at {self.as_at.isoformat()}"
        return f"release {self.version} of {self.released}, {counted}" if self.released else f"not yet released, {counted}"

    @property
    def citation(self) -> str:
        year = f" ({self.released.year})" if self.released else ""
        return f"LFR Statistics{year}. {TITLE.partition(': ')[2].capitalize()}, {self.edition}. {self.source}"

    def as_json(self) -> dict[str, str | None]:
        """What every JSON file says of itself."""
        return {
            "site": self.site,
            "as_at": self.as_at.isoformat(),
            "release": self.version or None,
            "released": self.released.isoformat() if self.released else None,
            "source": self.source,
            "licence": self.licence,
            "citation": self.citation,
        }


def about(figures: Figures) -> About:
    """What holds for the figures of this build."""
    shown, editions = figures.shown(), list(figures.sources()["edition"])
    publishers = list(figures.publishers().itertuples())
    years = [year for one in publishers for year in figures.years(one.id).dropna(subset="covers_from").itertuples()]
    return About(
        as_at=date.fromisoformat(max(editions, default="2020-01-01")),
        version=shown.version if shown.is_exact else "",
        released=shown.date if shown.is_exact else None,
        covers_from=min((year.covers_from.date() for year in years), default=None),
        covers_to=max((year.covers_to.date() for year in years), default=None),
        site=site_address(figures.project),
        publisher=publishers[0].id if publishers else "",
        credits=tuple(one.credit for one in publishers),
        licences=tuple(
            f"{one.name}: {'not stated by the publisher' if one.licence == 'not stated' else one.licence}" for one in publishers
        ),
    )


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

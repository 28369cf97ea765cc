"""What each published table is and what each of its columns means, read from tables/*.toml.

Files, their metadata, the dictionary page, the API and the tests start here, so that they cannot disagree.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lfr.errors import BadData, did_you_mean
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import method_address

FOLDER = Path(__file__).resolve().parent / "tables"
# In the order in which a reader meets them.
NAMES = (
    "yearly_figures", "yearly_figures_wide", "deployments", "deployments_as_published", "places", "boroughs", "printed_cells",
    "corrections", "findings", "measures", "sources", "releases", "disclosures", "documents",
    "columns",
)  # fmt: skip

# Why a cell has no value. In CSV files and spreadsheets the symbol stands in the cell; in JSON and Parquet it is null.
SYMBOLS = {
    "x": "not published: the layout of the record does not have it",
    "n": "not known: not recorded by the publisher, or not found out",
    "s": "stopped early: the deployment was stopped, and the record gives no number",
    "z": "not applicable",
    "nc": "not covered: no record covers it",
}
MARKS = tuple(f"[{symbol}]" for symbol in SYMBOLS)
FORMATS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}
TYPES = ("text", "integer", "number", "boolean", "date")
# What stands beside a rate: type and meaning.
RATE_PARTS = {
    "numerator": ("integer", "First count"),
    "denominator": ("integer", "Second count"),
    "lower": ("number", "Lower end of the 95 % interval"),
    "upper": ("number", "Upper end of the 95 % interval"),
}
_HEAD = ("title", "row", "about", "key", "like", "without", "measures", "column")


@dataclass(frozen=True)
class Column:
    """One column: an entry of a file in tables/. An entry with nothing but a name is described in shared.toml.

    `empty` is the symbol of a cell without a value, where the row does not give another; without it every row has a value.
    `printed` names the columns of the record that give it, in any layout, and `references` the column of another table.
    """

    name: str
    type: str = "text"
    about: str = ""
    unit: str = ""
    empty: str = ""
    oddities: str = ""
    references: str = ""
    values: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        """The definition, and what is odd about the column in the records."""
        return f"{self.about} {self.oddities}".strip()


@dataclass(frozen=True)
class Definition:
    """One table: `row` says what one row is, `key` which columns identify it, `like` which table describes its columns."""

    name: str
    title: str
    row: str
    about: str
    key: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    like: str = ""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def description(self) -> str:
        return f"{self.about} One row is {self.row}."


def definitions(figures: Figures) -> dict[str, Definition]:
    """Every table by name, in the order of NAMES. Raises BadData for a key or value that a column cannot have."""
    shared = {one.name: one for one in _columns("shared", _read("shared"), {})}
    found: dict[str, Definition] = {}
    for name in NAMES:
        content = _read(name)
        columns = _columns(name, content, shared)
        if "like" in content:
            columns = [one for one in found[content["like"]].columns if one.name not in content["without"]]
        if "measures" in content:
            columns += _measure_columns(figures)
        head = {key: content[key] for key in ("title", "row", "about")}
        found[name] = Definition(name, **head, key=tuple(content["key"]), columns=tuple(columns), like=content.get("like", ""))
    return found


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        content = tomllib.load(file)
    for key in content:
        if key not in _HEAD:
            raise BadData(f"tables/{name}.toml: unknown key “{key}”.{did_you_mean(key, _HEAD)}")
    return content


def _columns(table: str, content: dict[str, Any], shared: dict[str, Column]) -> list[Column]:
    found: list[Column] = []
    known = [one.name for one in fields(Column)]
    for entry in content.get("column", []):
        where = f"tables/{table}.toml, column {entry.get('name')}"
        for key in entry:
            if key not in known:
                raise BadData(f"{where}: unknown key “{key}”.{did_you_mean(key, known)}")
        values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        column = Column(**values)
        if len(entry) == 1:
            column = shared.get(column.name, column)
        if not column.about:
            raise BadData(f"{where}: the key “about” is missing. Say what the column means, or describe it in tables/shared.toml.")
        if column.type not in TYPES:
            raise BadData(f"{where}: the type is one of {', '.join(TYPES)}.")
        if column.empty and column.empty not in SYMBOLS:
            raise BadData(f"{where}: empty is one of {', '.join(SYMBOLS)}.")
        found.append(column)
    return found


def _measure_columns(figures: Figures) -> list[Column]:
    """The columns of the wide table: every measure as corrected, then every measure as published."""
    columns = []
    for ending, version in (("", "as corrected"), ("_as_published", "as published")):
        for one in figures.measures().itertuples():
            is_rate = one.kind == "rate"
            about = f"{one.title}, {version}. Defined at {method_address(one.method)}."
            unit = "proportion from 0 to 1" if is_rate else one.unit
            columns.append(Column(f"{one.measure}{ending}", "integer" if one.kind == "count" else "number", about, unit, empty="z"))
            for part, (kind, said) in RATE_PARTS.items() if is_rate else ():
                columns.append(Column(f"{one.measure}_{part}{ending}", kind, f"{said} of {one.measure}, {version}.", empty="z"))
    return columns

"""What each published table is and what each of its columns means: read from tables/*.toml, and from nowhere else.

The files, their metadata, the dictionary page and the tests all start here, so that they cannot disagree.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

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
TYPES = ("text", "integer", "number", "boolean", "date")
_RATE_DIGITS = 12
_AT_A_TIME = 5_000  # as Python values a row takes ten times the room that it takes in a frame


@dataclass(frozen=True)
class Column:
    """One column. `empty` is the symbol of a cell without value, where the row does not say another.

    `printed` names the columns of the record behind it, in any layout; `not_in` the layouts that print one of them in a
    way that does not give it.
    """

    name: str
    type: str
    about: str
    unit: str = ""
    required: bool = False
    empty: str = "z"
    oddities: str = ""
    references: str = ""
    values: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """One table: `row` says what one row is, `key` which columns name it, `like` which table has the same columns and more."""

    name: str
    title: str
    row: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    like: str = ""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def only(self, names: list[str]) -> Definition:
        """The same table with some of its columns."""
        by_name = {column.name: column for column in self.columns}
        return replace(self, columns=tuple(by_name[name] for name in names))


@dataclass(frozen=True)
class Part:
    """Some rows of a table, as a typed frame and as plain Python values by column; `symbols` has those of the empty cells of each row."""

    frame: pd.DataFrame
    columns: dict[str, list[Any]]
    symbols: list[dict[str, str]]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, one at a time."""
        for row in zip(*self.columns.values(), strict=True):
            yield dict(zip(self.columns, row, strict=True))


@dataclass
class Seen:
    """What the rows of a table hold: the first value of each column that has one, and the symbols that occur in each."""

    examples: dict[str, Any] = field(default_factory=dict)
    symbols: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table with its rows: plain Python values in the order of the columns, None where there is none.

    `pieces` gives the rows piece by piece (a long table is never in memory whole); `why(row)` the symbol of each empty cell
    of a row that is not its column's own.
    """

    definition: Definition
    pieces: Callable[[], Iterator[pd.DataFrame]]
    why: Callable[[Mapping[str, Any]], Mapping[str, str]] | None = None
    _seen: list[Seen] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.definition.name

    def parts(self) -> Iterator[Part]:
        """The rows with exactly the defined columns, each of its type, some thousand at a time."""
        seen = Seen()
        for piece in self.pieces():
            for start in range(0, len(piece), _AT_A_TIME):
                part = self._part(typed(piece.iloc[start : start + _AT_A_TIME], self.definition))
                for name, values in part.columns.items():
                    if name not in seen.examples and (first := next((one for one in values if one is not None), None)) is not None:
                        seen.examples[name] = first
                for symbols in part.symbols:
                    for name, symbol in symbols.items():
                        seen.symbols.setdefault(name, set()).add(symbol)
                yield part
        self._seen[:] = [seen]

    def _part(self, frame: pd.DataFrame) -> Part:
        columns = {one.name: _plain(frame[one.name], one.type) for one in self.definition.columns}
        empty = {one.name: one.empty for one in self.definition.columns if any(value is None for value in columns[one.name])}
        part = Part(frame, columns, [])
        for row in part.rows():
            missing = [name for name in empty if row[name] is None]
            own = self.why(row) if self.why and missing else {}
            part.symbols.append({name: own.get(name, empty[name]) for name in missing})
        return part

    def seen(self) -> Seen:
        """What all rows hold; they are gone through for it where nobody has yet."""
        if not self._seen:
            for _ in self.parts():
                pass
        return self._seen[0]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, one at a time."""
        for part in self.parts():
            yield from part.rows()

    def rows_with_symbols(self) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """The rows, each with the symbol of every empty cell."""
        for part in self.parts():
            yield from zip(part.rows(), part.symbols, strict=True)


def typed(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """The defined columns of a frame, each in its type; an empty text is no value."""
    missing = [name for name in definition.names if name not in frame.columns]
    assert not missing, f"{definition.name}: no column {missing}"
    made = {column.name: _typed(frame[column.name], column.type) for column in definition.columns}
    return pd.DataFrame(made, columns=definition.names)


def _typed(column: pd.Series, kind: str) -> pd.Series:
    if kind == "integer":
        return column.astype("Int64")
    if kind == "number":
        return column.astype("Float64").round(_RATE_DIGITS)
    if kind == "boolean":
        return column.map({True: True, False: False, "true": True, "false": False}).astype("boolean")
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    return pd.Series([None if _is_nothing(one) else str(one) for one in column.tolist()], dtype="str", index=column.index)


def _is_nothing(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or value != value


def _plain(column: pd.Series, kind: str) -> list[Any]:
    """A typed column as plain Python values, None where there is none."""
    values = [None if _is_nothing(one) else one for one in column.tolist()]
    if kind == "date":
        return [one if one is None else one.date() for one in values]
    if kind == "number":  # 575, not 575.0: most of the numbers are counts
        return [int(one) if one is not None and one == int(one) else one for one in values]
    return values


def definitions(figures: Figures) -> dict[str, Definition]:
    """Every table by name, in the order of NAMES. Raises BadData for a key or type that does not exist."""
    found: dict[str, Definition] = {}
    for name in NAMES:
        with (FOLDER / f"{name}.toml").open("rb") as file:
            found[name] = _definition(name, tomllib.load(file), figures)
    return found


def _definition(name: str, content: dict[str, Any], figures: Figures) -> Definition:
    columns = [_column(name, one) for one in content.get("column", [])]
    if "like" in content:
        with (FOLDER / f"{content['like']}.toml").open("rb") as file:
            columns = [_column(name, one) for one in tomllib.load(file)["column"] if one["name"] not in content.get("without", [])]
    if content.get("measures"):
        columns += _measure_columns(figures)
    return Definition(
        name, content["title"], content["row"], content["about"], tuple(content["key"]), tuple(columns), content.get("like", "")
    )


def _column(table: str, one: dict[str, Any]) -> Column:
    known = Column.__dataclass_fields__
    for key in one:
        if key not in known:
            raise BadData(f"tables/{table}.toml, column {one.get('name')}: unknown key “{key}”.{did_you_mean(key, known)}")
    if one.get("type") not in TYPES:
        raise BadData(f"tables/{table}.toml, column {one.get('name')}: the type is one of {', '.join(TYPES)}.")
    if one.get("empty", "z") not in SYMBOLS:
        raise BadData(f"tables/{table}.toml, column {one.get('name')}: empty is one of {', '.join(SYMBOLS)}.")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
    return Column(**values)


def _measure_columns(figures: Figures) -> list[Column]:
    """The columns of the wide table: every measure as corrected, then every measure as published."""
    columns = []
    for ending, version in (("", "as corrected"), ("_as_published", "as published")):
        for measure in figures.measures().itertuples():
            is_rate = measure.kind == "rate"
            kind = "integer" if measure.kind == "count" else "number"
            about = f"{measure.title}, {version}. Defined at {method_address(measure.method)}."
            unit = "proportion from 0 to 1" if is_rate else measure.unit
            columns.append(Column(f"{measure.measure}{ending}", kind, about, unit))
            if is_rate:
                for name, part, said in (
                    ("numerator", "integer", "First count"), ("denominator", "integer", "Second count"),
                    ("lower", "number", "Lower end of the 95 % interval"), ("upper", "number", "Upper end of the 95 % interval"),
                ):  # fmt: skip
                    columns.append(Column(f"{measure.measure}_{name}{ending}", part, f"{said} of {measure.measure}, {version}."))
    return columns

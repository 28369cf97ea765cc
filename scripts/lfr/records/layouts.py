"""The known layouts of records, from layouts.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lfr.project import LAYOUTS

KINDS = {"text", "date", "iso_date", "duration", "count", "decimal", "percent"}
# What a cell of a kind gives, where an entry names no field.
_FIELDS = {"date": "deployment_date", "iso_date": "deployment_date", "duration": "{}_minutes", "percent": "{}_percent"}


@dataclass(frozen=True)
class Column:
    """One printed column; layouts.toml explains each key."""

    name: str
    kind: str
    heading: str = ""
    group: str = ""
    most: int | None = None
    meaning: str = ""
    field: str = ""
    basis: str = "printed"

    @property
    def printed_heading(self) -> str:
        return f"{self.group} {self.heading or self.name}".strip()


@dataclass(frozen=True)
class Layout:
    """One way in which a publisher prints a deployment. The keys are those of layouts.toml."""

    id: str
    publisher: str
    medium: str
    title: str
    columns: tuple[Column, ...]
    sheet: str = ""
    stopped_early: str = ""
    repeated: tuple[str, ...] = ()
    is_source: bool = True

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def layouts() -> dict[str, Layout]:
    """Every known layout by id, in the order of layouts.toml."""
    return _read(LAYOUTS)


@cache
def _read(path: Path) -> dict[str, Layout]:
    known = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["layout"]:
        columns = tuple(_column(column, entry["id"]) for column in entry.pop("columns"))
        known[entry["id"]] = Layout(**{**entry, "columns": columns, "repeated": tuple(entry.get("repeated", ()))})
    return known


def log_layout() -> Layout:
    """The layout of the plain CSV log that any force can export."""
    return next(layout for layout in layouts().values() if layout.medium == "csv")


def _column(entry: dict[str, Any], layout: str) -> Column:
    assert entry["kind"] in KINDS, f"layouts.toml: {layout}: kind {entry['kind']!r}"
    return Column(**{"field": _FIELDS.get(entry["kind"], "{}").format(entry["name"]), **entry})


def heading_words(text: str) -> list[str]:
    """The words of a heading: lower case, no punctuation, no footnote mark ("Alerts1" is "alerts")."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [re.sub(r"(?<=[a-z])\d$", "", word) for word in words]

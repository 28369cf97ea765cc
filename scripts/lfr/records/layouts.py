"""The known layouts of records, from layouts.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KINDS = {"text", "date", "iso_date", "duration", "count", "decimal", "percent"}


@dataclass(frozen=True)
class Column:
    """One printed column; layouts.toml explains each key."""

    name: str
    kind: str
    heading: str = ""
    group: str = ""
    most: int | None = None
    meaning: str = ""

    @property
    def printed_heading(self) -> str:
        return f"{self.group} {self.heading or self.name}".strip()


@dataclass(frozen=True)
class Layout:
    """One way in which a publisher prints a deployment."""

    id: str
    publisher: str
    medium: str
    title: str
    columns: tuple[Column, ...]
    sheet: str = ""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


@cache
def layouts() -> dict[str, Layout]:
    """Every known layout by id, in the order of layouts.toml."""
    with (Path(__file__).parent / "layouts.toml").open("rb") as file:
        entries = tomllib.load(file)["layout"]
    known = {}
    for entry in entries:
        columns = tuple(Column(**column) for column in entry.pop("columns"))
        for column in columns:
            assert column.kind in KINDS, f"layouts.toml: {entry['id']}: kind {column.kind!r}"
        known[entry["id"]] = Layout(columns=columns, **entry)
    return known


def log_layout() -> Layout:
    """The layout of the plain CSV log that any force can export."""
    return next(layout for layout in layouts().values() if layout.medium == "csv")


def heading_words(text: str) -> list[str]:
    """The words of a heading: lower case, no punctuation, no footnote mark ("Alerts1" is "alerts")."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [re.sub(r"(?<=[a-z])\d$", "", word) for word in words]

"""The known layouts (layouts.toml) and how a heading printed in a document is matched to one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

KINDS = {"text", "date", "iso_date", "duration", "count", "decimal", "percent"}


@dataclass(frozen=True)
class Column:
    """One printed column. `heading` and `group` are the words in the document, `name` is ours."""

    name: str
    heading: str
    kind: str
    group: str = ""
    most: int | None = None

    @property
    def printed_heading(self) -> str:
        return f"{self.group} {self.heading}".strip()


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


def heading_words(text: str) -> list[str]:
    """The words of a heading: lower case, no punctuation, no footnote mark ("Alerts1" is "alerts")."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [re.sub(r"(?<=[a-z])\d$", "", word) for word in words]


@dataclass(frozen=True)
class Mismatch:
    """Where a printed heading departs from a layout. `column` counts from 1."""

    layout: Layout
    column: int
    expected: str
    found: str
    matched: int


def match_headings(headings: list[str], medium: str) -> Layout | Mismatch | None:
    """Find the layout whose headings these are, one string a column, from left to right.

    Returns the layout, or the mismatch with the layout that comes closest, or None when no layout
    shares as much as a third of its headings (the document is then no known record at all).
    """
    best: Mismatch | None = None
    for layout in layouts().values():
        if layout.medium != medium:
            continue
        result = _compare(headings, layout)
        if isinstance(result, Layout):
            return result
        if best is None or result.matched > best.matched:
            best = result
    if best is None or best.matched * 3 < len(best.layout.columns):
        return None
    return best


def _compare(headings: list[str], layout: Layout) -> Layout | Mismatch:
    printed = [Counter(heading_words(heading)) for heading in headings]
    fits = [index < len(printed) and _fits(printed, layout, index) for index in range(len(layout.columns))]
    first_bad = fits.index(False) if False in fits else None
    # How near the layout is does not depend on where its columns stand: one added on the left moves all others.
    own = [Counter(heading_words(column.heading)) for column in layout.columns]
    matched = sum(1 for words in own if any(not words - one for one in printed))
    if len(printed) > len(layout.columns) and first_bad is None:
        first_bad = len(layout.columns)
    if first_bad is None:
        return layout
    expected = layout.columns[first_bad].printed_heading if first_bad < len(layout.columns) else "no further column"
    found = headings[first_bad] if first_bad < len(headings) else "no such column"
    return Mismatch(layout, first_bad + 1, expected, found, matched)


def _fits(printed: list[Counter[str]], layout: Layout, index: int) -> bool:
    column = layout.columns[index]
    own = Counter(heading_words(column.heading))
    if not column.group:
        return printed[index] == own
    # A heading across several columns is centred over them: its words fall into any of them, so
    # they are compared for the whole group, while each column must carry its own words.
    if own - printed[index]:
        return False
    span = _group_span(layout, index)
    expected = Counter(heading_words(column.group))
    found: Counter[str] = Counter()
    for member in span:
        expected += Counter(heading_words(layout.columns[member].heading))
        if member < len(printed):
            found += printed[member]
    return expected == found


def _group_span(layout: Layout, index: int) -> range:
    start = 0
    for group, members in groupby(layout.columns, key=lambda column: column.group):
        end = start + len(list(members))
        if start <= index < end and group:
            return range(start, end)
        start = end
    raise AssertionError(f"column {index} of {layout.id} is in no group")

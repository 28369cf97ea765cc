"""The known layouts of records, from layouts.toml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables
from lfr.curated.rules import Id, Text, Unique, matching, one_of
from lfr.project import LAYOUTS

# What a cell of each kind gives, where an entry names no field.
KINDS = {
    "text": "{}", "date": "deployment_date", "iso_date": "deployment_date", "duration": "{}_minutes", "count": "{}",
    "number": "{}", "decimal": "{}", "percent": "{}_percent",
}  # fmt: skip
# Columns that every row has beside its cells are taken.
_name = matching(
    r"(?!(source_id|page|row|layout|date_text)$)[a-z][a-z0-9_]*", "Use lower-case letters, digits and _, and a name that is not taken."
)
_words = matching(r".*[^\d.,].*", "Give words for a number that was not recorded, not a number.")
_form = matching(r"[%\w /.,:-]*", "Give the date form in the letters of strptime, as %d %B %Y.")


@dataclass(frozen=True)
class Column(Entry):
    """One printed column; layouts.toml explains each key."""

    name: Annotated[str, _name, Unique("Give each column a name of its own.")]
    kind: Annotated[str, one_of(*KINDS)]
    heading: str = ""
    group: str = ""
    most: int | None = None
    meaning: str = ""
    field: str = ""
    basis: str = "printed"
    form: Annotated[str, _form] = ""
    times: int | float = 1

    @property
    def own_heading(self) -> str:
        return self.heading or self.name

    @property
    def printed_heading(self) -> str:
        return f"{self.group} {self.own_heading}".strip()


@dataclass(frozen=True)
class Layout(Entry):
    """One way in which a publisher prints a deployment. The keys are those of layouts.toml."""

    id: Id
    publisher: str
    medium: Annotated[str, one_of("pdf", "list")]
    title: Text
    columns: tuple[Column, ...]
    stopped_early: str = ""
    repeated: tuple[str, ...] = ()
    is_source: bool = True
    encoding: Annotated[str, one_of("", "cp1252", "mac-roman")] = ""
    not_recorded: Annotated[tuple[str, ...], _words] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def date_form(self) -> str:
        return next(column.form for column in self.columns if column.name == "date")

    def faults(self) -> Iterator[tuple[str, str]]:
        for name in ("date", "location"):
            if name not in self.names:
                yield "columns", f"no column has the name “{name}”. Give it to the column of the {'day' if name == 'date' else 'place'}."


def layouts() -> dict[str, Layout]:
    """Every known layout by id, in the order of layouts.toml."""
    return _read(LAYOUTS)


@cache
def _read(path: Path) -> dict[str, Layout]:
    known = {}
    for layout in read_tables(path, "layout", Layout):
        columns = tuple(replace(one, field=one.field or KINDS[one.kind].format(one.name)) for one in layout.columns)
        known[layout.id] = replace(layout, columns=columns)
    return known


def list_layouts() -> list[Layout]:
    """The layouts of lists, CSV or workbook, that are known by one line of headings."""
    return [one for one in layouts().values() if one.medium == "list"]


def log_layout() -> Layout:
    """The layout of the plain CSV log that any force can export."""
    return next(one for one in list_layouts() if one.is_source and not one.publisher)


def heading_words(text: str) -> list[str]:
    """The words of a heading: lower case, no punctuation, no footnote mark ("Alerts1" is "alerts")."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [re.sub(r"(?<=[a-z])\d$", "", word) for word in words]

"""The known layouts of records, from layouts.toml, and what a printed cell may hold.

A cell of any other form refuses the document: nothing is guessed. Here a cell is only recognised; SQL gives it its type (the macros in
warehouse/models/macros.sql). Tests compare the two.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
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
# What publishers print where a number was not recorded.
NOT_RECORDED = {"n/a", "na", "not recorded", "-", "–"}

# For each kind of column: the form of its cells, and the form in words.
_FORMS = {
    "date": (r"\d{2}/\d{2}/\d{2}(\d{2})?", "a date as DD/MM/YY"),
    "iso_date": (r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD"),
    "duration": (
        r"(?P<hours>\d{1,2})\s*(h|hr|hrs|hour|hours|:)\s*((?P<minutes>\d{1,2})\s*(m|min|mins|minutes|:00)?)?|\d{1,2}\s*(m|min|mins|minutes)",
        "a duration such as 5h 07m",
    ),
    "count": (r"\d{1,3}(,\d{3})+|\d+", "a whole number"),
    "number": (r"\d{1,6}(\.\d{1,3})?", "a number"),
    "decimal": (r"0?\.\d{1,3}|0|1(\.0{1,3})?", "a number from 0 to 1"),
    "percent": (r"(\d{1,2}(\.\d{1,6})?|100(\.0{1,6})?)\s*%", "a percentage such as 0.08%"),
}

# A count that was withheld: "<5", "4-5", "under 5". A measure is a sum of numbers, and only stops are a range.
_NOT_EXACT = re.compile(r"([<>≤≥~]|under|over|up to|fewer than|less than|more than|about)\s*\d+|\d+\s*(\+|(-|–|to)\s*\d+)", re.I)
_YEARS = range(2000, 2100)  # of a form of its own: the same as in read_day (warehouse/models/macros.sql)
_MOST_DIGITS = 9  # of any count: SQL reads no longer ones either

# Control characters, halves of characters, and what PDF software writes for a letter that the file does not name.
# Marks of direction are not among them: they are kept as printed, and made visible where they are shown.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]|\(cid:\d+\)")

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


def parse_date(text: str, own_form: str = "") -> date | None:
    """The date that a cell prints as DD/MM/YY, DD/MM/YYYY or YYYY-MM-DD, or in its layout's own form; None where there is no such day."""
    for form in (own_form,) if own_form else ("%d/%m/%y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, form).date()
            return day if day.year in _YEARS or not own_form else None
        except ValueError:
            continue
    return None


def fault_in(cell: str, column: Column, file_date: date | None, not_recorded: Collection[str] = ()) -> str | None:
    """What is wrong with a printed cell, as a clause that follows “the cell”, or None.

    An empty cell is not a fault here: it is kept as printed and found by the checks. `not_recorded`: the layout's own words.
    """
    if unreadable := _UNREADABLE.search(cell):
        is_nameless = len(unreadable[0]) > 1 or unreadable[0] == "\ufffd"
        what = "a letter that the file does not name" if is_nameless else f"a control character (U+{ord(unreadable[0]):04X})"
        return f"holds {what}, which no one can read"
    if column.kind == "text" or not cell or cell.lower() in NOT_RECORDED or cell in not_recorded:
        return None
    form, in_words = (".+", f"a date such as {date(2026, 2, 11):{column.form}}") if column.form else _FORMS[column.kind]
    if column.kind == "count" and _NOT_EXACT.fullmatch(cell):
        return (
            f"is “{cell}”, which is not one number; where the number is withheld, name “{cell}” under not_recorded in the layout's entry"
            " (records/layouts.toml), and it counts as unknown, never as 0"
        )
    found = re.fullmatch(form, cell, re.A | re.I)
    if not found:
        negative = " (a negative number)" if re.fullmatch(r"[-−]\s*[\d,.]+%?", cell) else ""
        return f"is “{cell}”{negative}, which is not {in_words}"
    if column.kind in ("date", "iso_date"):
        day = parse_date(cell, column.form)
        if day is None:
            return f"is “{cell}”, {f'which is not {in_words}' if column.form else 'a day that does not exist'}"
        if file_date and day > file_date:
            return f"is “{cell}”, later than the file itself ({file_date:%d/%m/%Y})"
    digits = cell.replace(",", "")
    if column.kind == "count" and column.most and (len(digits) > _MOST_DIGITS or int(digits) > column.most):
        return f"is “{cell}”; this column cannot plausibly exceed {column.most:,}"
    if column.kind == "duration" and (int(found["hours"] or 0) > 24 or int(found["minutes"] or 0) > 59):
        return f"is “{cell}”, which is not a possible duration of a deployment"
    return None

"""Spreadsheets that follow the guidance of the UK government's Analysis Function on accessible tables: yearly figures, single tables.

A cover, a list of contents, notes, and one table per sheet: no merged or empty cells; the cover and a line above each table explain
the symbols in square brackets. They show the apostrophes in names, which spreadsheet programs break in a CSV file that is UTF-8.
No other file imports gptables.
"""

import re
import tomllib
import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from gptables import Cover, GPTable, produce_workbook

from lfr.downloads.table_files import Row, Table
from lfr.downloads.tables import BESIDE, CODE_LICENCE, DESCRIPTION, SYMBOLS, TITLE, About
from lfr.warehouse.figures import Figures

_CONTENT = tomllib.loads((Path(__file__).resolve().parent / "spreadsheet.toml").read_text(encoding="utf-8"))
_NOTES: dict[str, str] = _CONTENT["note"]
_NOTE_OF = {"accurate-stops": "stops"}
_COUNT, _SHARE = "#,##0", "0.0000000"
_FORMS = {"date": "yyyy-mm-dd", "integer": _COUNT, "number": "0.0#####"}
# The columns of a measure of two counts: what follows its heading, and its name in the wide table; number format, note.
_OF_TWO_COUNTS = {
    "per_hour": [(", count", "_numerator", _COUNT, ""), (", minutes", "_denominator", _COUNT, ""), ("", "", "0.00", "per_hour")],
    "rate": [
        (", first count", "_numerator", _COUNT, ""),
        (", second count", "_denominator", _COUNT, ""),
        (", proportion", "", _SHARE, "rate"),
        (", lower end of interval", "_lower", _SHARE, ""),
        (", upper end of interval", "_upper", _SHARE, ""),
    ],
}


class _Column(NamedTuple):
    """A column of a sheet; `note` is one of _NOTES."""

    heading: str
    cells: list[Any]
    form: str = ""
    note: str = ""


def _explained(symbols: Mapping[str, str]) -> list[str]:
    return [f"[{symbol}] {meaning}" for symbol, meaning in symbols.items()]


_NO_EMPTY_CELL = ["No cell is empty. Where there is no value, a symbol says why:", *_explained(SYMBOLS)]


def write_spreadsheet(path: Path, figures: Figures, tables: Mapping[str, Table], about: About) -> None:
    """Write the yearly figures as an .xlsx file."""
    names = dict(figures.publishers()[["id", "name"]].itertuples(index=False, name=None))
    years, every = (
        [row | {"publisher": names[row["publisher"]]} for row in tables[name].marked_rows()]
        for name in ("yearly_figures_wide", "yearly_figures")
    )
    marks = {(row["publisher"], row["year"], row["measure"]): row["marks"] for row in every if row["marks"] != "[z]"}
    measures = list(figures.measures().itertuples())
    others = {one.method for one in measures} - {method for sheet in _CONTENT["sheet"].values() for method in sheet["methods"]}
    sheets = {}
    for name, sheet in _CONTENT["sheet"].items():
        if of_sheet := [one for one in measures if one.method in (sheet["methods"] or others)]:
            columns = _by_year(of_sheet, years, marks)
            sheets[name] = _sheet(f"{name.lower()}_by_year", f"{sheet['title']}, by calendar year", columns, about)
    # Those that a correction changed first.
    rows = sorted(every, key=lambda row: not row["is_corrected"])
    headings = {"Police force": "publisher", "Calendar year": "label", "Measure": "title", "Figure": "value"}
    headings |= {"Before correction": "value_as_published", "Changed by a correction": "is_corrected", "Shorthand": "marks"}
    notes = {"label": "partial"}
    both = [_Column(one, [row[name] for row in rows], note=notes.get(name, "")) for one, name in headings.items()]
    sheets["Corrected"] = _sheet("corrected_and_published", "Every figure, and before correction", both, about)
    about_figures = [
        "Figures count by calendar year, with the corrections that this project made in the open; the last sheet has both values.",
        *_NO_EMPTY_CELL,
        "Beside values, in a column of their own:",
        *_explained(BESIDE),
    ]
    contact = "Every figure has a permanent address on the site, with the rows that it was counted from."
    _write(path, TITLE, sheets, about_figures, contact, about, _NOTES)


def write_table_spreadsheet(path: Path, table: Table, about: About) -> None:
    """Write all rows of one table, with what its columns mean on a second sheet."""
    one, rows = table.definition, list(table.marked_rows())
    headings = [name.replace("_", " ").capitalize() for name in one.names]
    columns = [
        _Column(heading, [row[column.name] for row in rows], _FORMS.get(column.type, ""))
        for heading, column in zip(headings, one.columns, strict=True)
    ]
    meanings = [
        _Column("Heading", headings),
        _Column("Meaning", [column.meaning for column in one.columns]),
        _Column("Unit", [column.unit or "[z]" for column in one.columns]),
        _Column("Name in the CSV file", one.names),
    ]
    sheets = {
        one.title: _sheet(one.name, one.title, columns, about),
        "Columns": _sheet("columns", "What each column means", meanings, about),
    }
    contact = "The data page of the site has the same rows as CSV."
    _write(path, one.title, sheets, [one.description, *_NO_EMPTY_CELL], contact, about)


def _by_year(measures: Iterable[Any], years: list[Row], marks: Mapping[tuple[str, int, str], str]) -> list[_Column]:
    """One row per force and calendar year; the shorthand for its values stands in the last column."""
    columns = [
        _Column("Police force", [row["publisher"] for row in years]),
        _Column("Calendar year", [row["label"] for row in years], note="partial"),
        _Column("Covered from", [str(row["covers_from"]) for row in years]),
        _Column("Covered to", [str(row["covers_to"]) for row in years]),
    ]
    told: list[list[str]] = [[] for _ in years]
    for measure in measures:
        heading = measure.title
        for row, said in zip(years, told, strict=True):
            if found := marks.get((row["publisher"], row["year"], measure.measure)):
                said.append(f"{heading} {found}")
        parts = _OF_TWO_COUNTS.get(measure.kind) or [_of_one_number(measure, heading)]
        columns += [_Column(heading + more, [row[measure.measure + part] for row in years], form, note) for more, part, form, note in parts]
    return [*columns, _Column("Shorthand", ["; ".join(said) or "[z]" for said in told])]


def _of_one_number(measure: Any, heading: str) -> tuple[str, str, str, str]:
    """The unit, where the heading does not say it; number format, note."""
    unit, method = measure.unit, _NOTE_OF.get(measure.method, measure.method)
    note = next((one for one in (measure.measure, method) if one in _NOTES), "")
    shown = unit[unit.index("(") :] if "(" in unit else f"({unit})"
    return "" if unit in heading.lower() else f" {shown}", "", "0.00" if unit == "score" else _COUNT, note


def _sheet(name: str, title: str, columns: list[_Column], about: About) -> GPTable:
    forms = {form: [place for place, one in enumerate(columns) if one.form == form] for form in dict.fromkeys(one.form for one in columns)}
    return GPTable(
        table=pd.DataFrame({one.heading: [_taken(cell) for cell in one.cells] for one in columns}),
        table_name=name,
        title=title,
        subtitles=[about.edition.capitalize()],
        source=about.source.removeprefix("Source: "),
        table_notes={one.heading: f"$${one.note}$$" for one in columns if one.note},
        index_columns={2: 0},
        legend=["; ".join(_explained(SYMBOLS | BESIDE))],
        additional_formatting=[
            {"column": {"columns": places, "format": {"num_format": form, "align": "right"}}} for form, places in forms.items() if form
        ],
    )


def _taken(cell: Any) -> Any:
    """A cell as gptables takes it. A place may be printed in a way that it would refuse, as a symbol, or turn into a link."""
    if isinstance(cell, bool):
        return ("no", "yes")[cell]
    if not isinstance(cell, str):
        return cell
    return (cell if re.search("[a-zA-Z0-9]", cell) else f"printed: {cell}").replace("](", "] (")


def _write(
    path: Path, title: str, sheets: dict[str, GPTable], lines: list[str], contact: str, about: About, notes: Mapping[str, str] | None = None
) -> None:
    cover = Cover(
        title=title,
        intro=[DESCRIPTION, f"{about.edition.capitalize()}. {about.source}"],
        about=[*lines, *about.licences, CODE_LICENCE, "To cite:", about.citation],
        contact=[contact],
    )
    with warnings.catch_warnings():
        # gptables sorts and fills in ways that pandas is about to drop; the tests of the file check its results.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "No note text provided")
        workbook = produce_workbook(
            filename=str(path),
            sheets=sheets,
            cover=cover,
            notes_table=pd.DataFrame(notes.items(), columns=["Note reference", "Note text"]) if notes else None,
            # Whatever a name begins with, it is text.
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
            contentsheet_options={"instructions": "This worksheet lists the other worksheets, with a link to each."},
        )
    # The one date of the file is that of the newest document: a build knows no clock.
    made = datetime(about.as_at.year, about.as_at.month, about.as_at.day)
    workbook.set_properties(
        {"title": title, "author": "LFR Statistics", "subject": about.edition, "comments": about.source, "created": made}
    )
    workbook.close()

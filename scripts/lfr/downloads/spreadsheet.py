"""Spreadsheets that follow the guidance of the UK government's Analysis Function on accessible tables: yearly figures, single tables.

A cover, a list of contents, notes, and one table per sheet: no merged or empty cells; the cover and a line above each table explain
the symbols in square brackets. They show the apostrophes in names, which spreadsheet programs break in a CSV file that is UTF-8.
No other file imports gptables.
"""

import tomllib
import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from gptables import Cover, GPTable, produce_workbook

from lfr.downloads.about import CODE_LICENCE, DESCRIPTION, TITLE, About
from lfr.downloads.table_rows import Row, Table
from lfr.downloads.tables import BESIDE, SYMBOLS
from lfr.warehouse.figures import Figures

_CONTENT = tomllib.loads((Path(__file__).resolve().parent / "spreadsheet.toml").read_text(encoding="utf-8"))
_NOTES: dict[str, str] = _CONTENT["note"]
_NOTE_OF = {"accurate-stops": "stops"}
_FORCE, _YEAR, _SHORTHAND = "Police force", "Calendar year", "Shorthand"


def _explained(symbols: Mapping[str, str]) -> list[str]:
    return [f"[{symbol}] {meaning}" for symbol, meaning in symbols.items()]


_NO_EMPTY_CELL = ["No cell is empty. Where there is no value, a symbol says why:", *_explained(SYMBOLS)]


def write_spreadsheet(path: Path, figures: Figures, tables: Mapping[str, Table], about: About) -> None:
    """Write the yearly figures as an .xlsx file."""
    names = dict(figures.publishers()[["id", "name"]].itertuples(index=False, name=None))
    years = [row | {"publisher": names[row["publisher"]]} for row in tables["yearly_figures_wide"].marked_rows()]
    every = [row | {"publisher": names[row["publisher"]]} for row in tables["yearly_figures"].marked_rows()]
    marks = {(row["publisher"], row["year"], row["measure"]): row["marks"] for row in every if row["marks"] != "[z]"}
    measures = list(figures.measures().itertuples())
    others = {one.method for one in measures} - {method for sheet in _CONTENT["sheet"].values() for method in sheet["methods"]}
    sheets = {}
    for name, sheet in _CONTENT["sheet"].items():
        if of_sheet := [one for one in measures if one.method in (sheet["methods"] or others)]:
            sheets[name] = _by_year(f"{name.lower()}_by_year", f"{sheet['title']}, by calendar year", of_sheet, years, marks, about)
    sheets["Corrected"] = _corrected_and_published(every, about)
    about_figures = [
        "Figures count by calendar year, with the corrections that this project made in the open; the last sheet has both values.",
        *_NO_EMPTY_CELL,
        "Beside values, in a column of their own:",
        *_explained(BESIDE),
    ]
    cover = _cover(TITLE, about, about_figures, "Every figure has a permanent address on the site, with the rows that it was counted from.")
    notes = pd.DataFrame({"Note reference": list(_NOTES), "Note text": list(_NOTES.values())})
    _write(path, TITLE, sheets, cover, about, notes)


def write_table_spreadsheet(path: Path, table: Table, about: About) -> None:
    """Write all rows of one table, with what its columns mean on a second sheet."""
    definition = table.definition
    heading = {one.name: one.name.replace("_", " ").capitalize() for one in definition.columns}
    rows = list(table.marked_rows())
    columns = {heading[one.name]: [_cell(row[one.name]) for row in rows] for one in definition.columns}
    formats = [_format(place, one.type) for place, one in enumerate(definition.columns) if one.type in _FORMATS]
    meanings = {
        "Heading": list(heading.values()),
        "Meaning": [one.meaning for one in definition.columns],
        "Unit": [one.unit or "[z]" for one in definition.columns],
        "Name in the CSV file": list(heading),
    }
    sheets = {
        definition.title: _table(definition.name, definition.title, columns, about, {}, formats),
        "Columns": _table("columns", "What each column means", meanings, about, {}, []),
    }
    cover = _cover(
        definition.title, about, [definition.description, *_NO_EMPTY_CELL], "The data page of the site has the same rows as CSV."
    )
    _write(path, definition.title, sheets, cover, about)


_FORMATS = {"date": "yyyy-mm-dd", "integer": "#,##0", "number": "0.0#####"}


def _format(place: int, kind: str) -> dict[str, Any]:
    return {"column": {"columns": [place], "format": {"num_format": _FORMATS[kind], "align": "right"}}}


def _cell(value: Any) -> Any:
    return ("no", "yes")[value] if isinstance(value, bool) else value


def _write(path: Path, title: str, sheets: dict[str, GPTable], cover: Cover, about: About, notes: pd.DataFrame | None = None) -> None:
    with warnings.catch_warnings():
        # gptables sorts and fills in ways that pandas is about to drop; the tests of the file check its results.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "No note text provided")
        workbook = produce_workbook(
            filename=str(path),
            sheets=sheets,
            cover=cover,
            notes_table=notes,
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


def _by_year(
    name: str, title: str, measures: list[Any], years: list[Row], marks: Mapping[tuple[str, int, str], str], about: About
) -> GPTable:
    """A sheet with one row per force and calendar year; the shorthand for its values stands in the last column."""
    columns: dict[str, list[Any]] = {}
    for heading, column in ((_FORCE, "publisher"), (_YEAR, "label"), ("Covered from", "covers_from"), ("Covered to", "covers_to")):
        columns[heading] = [str(row[column]) for row in years]
    notes = {_YEAR: "partial"}
    told: list[list[str]] = [[] for _ in years]
    formats: list[dict[str, Any]] = []
    whole = ""
    for measure in measures:
        # "of which confirmed" says nothing without the heading before it.
        is_part = measure.title.startswith("of which")
        title_of_measure = f"{whole}, {measure.title}" if is_part else measure.title
        whole = whole if is_part else measure.title
        for row, said in zip(years, told, strict=True):
            if found := marks.get((row["publisher"], row["year"], measure.measure)):
                said.append(f"{title_of_measure} {found}")
        for heading, column, form, note in _columns(measure, title_of_measure):
            columns[heading] = [row[column] for row in years]
            formats.append({"column": {"columns": [len(columns) - 1], "format": {"num_format": form, "align": "right"}}})
            if note:
                notes[heading] = note
    columns[_SHORTHAND] = ["; ".join(said) or "[z]" for said in told]
    return _table(name, title, columns, about, notes, formats)


def _columns(measure: Any, heading: str) -> list[tuple[str, str, str, str]]:
    """For each column of a measure: heading with unit, column of the wide table, number format, note."""
    name, unit = measure.measure, measure.unit
    if measure.kind == "per_hour":
        return [
            (f"{heading}, count", f"{name}_numerator", "#,##0", ""),
            (f"{heading}, minutes", f"{name}_denominator", "#,##0", ""),
            (heading, name, "0.00", "per_hour"),
        ]
    if measure.kind != "rate":
        method = _NOTE_OF.get(measure.method, measure.method)
        note = next((one for one in (name, method) if one in _NOTES), "")
        shown = unit[unit.index("(") :] if "(" in unit else f"({unit})"
        return [(heading if unit in heading.lower() else f"{heading} {shown}", name, "0.00" if unit == "score" else "#,##0", note)]
    return [
        (f"{heading}, first count", f"{name}_numerator", "#,##0", ""),
        (f"{heading}, second count", f"{name}_denominator", "#,##0", ""),
        (f"{heading}, proportion", name, "0.0000000", "rate"),
        (f"{heading}, lower end of interval", f"{name}_lower", "0.0000000", ""),
        (f"{heading}, upper end of interval", f"{name}_upper", "0.0000000", ""),
    ]


def _corrected_and_published(every: list[Row], about: About) -> GPTable:
    """Every figure as corrected and as published; those that a correction changed first."""
    rows = sorted(every, key=lambda row: not row["is_corrected"])
    # "of which confirmed" says nothing where its heading is not beside it.
    titles = [row["measure"].replace("_", " ").capitalize() if row["title"].startswith("of which") else row["title"] for row in rows]
    columns = {
        _FORCE: [row["publisher"] for row in rows],
        _YEAR: [row["label"] for row in rows],
        "Measure": titles,
        "As corrected": [row["value"] for row in rows],
        "As published": [row["value_as_published"] for row in rows],
        "Changed by a correction": ["yes" if row["is_corrected"] else "no" for row in rows],
        _SHORTHAND: [row["marks"] for row in rows],
    }
    return _table("corrected_and_published", "Every figure as corrected and as published", columns, about, {_YEAR: "partial"}, [])


def _table(
    name: str, title: str, columns: dict[str, list[Any]], about: About, notes: dict[str, str], formats: list[dict[str, Any]]
) -> GPTable:
    return GPTable(
        table=pd.DataFrame(columns),
        table_name=name,
        title=title,
        subtitles=[about.edition.capitalize()],
        source=about.source.removeprefix("Source: "),
        table_notes={heading: f"$${note}$$" for heading, note in notes.items()},
        index_columns={2: 0},
        legend=["; ".join(_explained(SYMBOLS | BESIDE))],
        additional_formatting=formats,
    )


def _cover(title: str, about: About, lines: list[str], contact: str) -> Cover:
    return Cover(
        title=title,
        intro=[DESCRIPTION, f"{about.edition.capitalize()}. {about.source}"],
        about=[
            *lines,
            *about.licences,
            CODE_LICENCE,
            "To cite:",
            about.citation,
        ],
        contact=[contact],
    )

"""The yearly figures as a spreadsheet that follows the guidance of the UK government's Analysis Function on accessible tables.

A cover, a list of contents, notes, and one table a sheet: no merged or empty cells, symbols in square brackets explained on the
cover. The one room for gptables.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from gptables import Cover, GPTable, produce_workbook

from lfr.downloads.about import CODE_LICENCE, DESCRIPTION, TITLE, About
from lfr.downloads.table_rows import Table
from lfr.downloads.tables import SYMBOLS

# The sheets, and the method pages (warehouse/measures.toml) whose measures stand on each.
_SHEETS = {
    "Use": ("Deployments, places, hours and faces seen", ("deployments", "places", "hours-deployed", "faces-seen")),
    "Watchlists": ("Watchlist size and threshold", ("watchlist", "threshold")),
    "Alerts": ("Alerts, true and false", ("alerts", "true-alerts", "false-alerts")),
    "Stops": ("Stops, and how many were accurate", ("stops", "accurate-stops")),
    "Outcomes": ("Arrests and other outcomes", ("outcomes",)),
    "Rates": ("False alert rates", ("false-alert-rates",)),
    "Other": ("Other measures", ()),
}
_NOTES = {
    "partial": "A year that the records cover only in part says so, as in “2025, to 10 May”. Do not compare it with a whole year.",
    "faces": "The publisher's estimate of faces detected, not of people. Its level changes abruptly from 2023 to 2025, unexplained.",
    "watchlist": "Sizes are of single deployments. The same images recur, so sizes must never be added up.",
    "stops": "Printed for 2020 to 2022. For later years stops lie between confirmed true alerts and all confirmed alerts.",
    "arrests": "For 2020 to 2022 arrests and other disposals are printed as one number.",
    "outcomes": "The record of 2023 and 2024 prints one number for both outcomes, so neither can be told; together they are counted once.",
    "rate": "A proportion from 0 to 1, with its two counts and a 95 % Wilson interval.",
}
_NOTE_OF_MEASURE = {"stops_lower": "stops", "stops_upper": "stops", "accurate_stops": "stops", "arrests": "arrests"}
_NOTE_OF_METHOD = {"faces-seen": "faces", "watchlist": "watchlist", "outcomes": "outcomes"}
_HEAD = {"publisher": "Police force", "label": "Calendar year", "covers_from": "Covered from", "covers_to": "Covered to"}


def write_spreadsheet(path: Path, tables: Mapping[str, Table], forces: Mapping[str, str], about: About) -> None:
    """Write the yearly figures as an .xlsx file; `forces` gives the name of each publisher."""
    wide, long, measures = tables["yearly_figures_wide"], tables["yearly_figures"], list(tables["measures"].rows())
    rows = [row | {name: f"[{symbol}]" for name, symbol in symbols.items()} for row, symbols in wide.rows_with_symbols()]
    groups = {name: [one for one in measures if _method(one) in methods] for name, (_, methods) in _SHEETS.items()}
    placed = {one["measure"] for group in groups.values() for one in group}
    groups["Other"] = [one for one in measures if one["measure"] not in placed]
    sheets = {name: _sheet(name, group, rows, forces, about) for name, group in groups.items() if group}
    sheets["Corrected"] = _changed(long, forces, about)
    with warnings.catch_warnings():
        # gptables sorts and fills in ways that pandas is about to drop; its results are checked by the tests of the file.
        warnings.simplefilter("ignore", DeprecationWarning)
        workbook = produce_workbook(
            filename=str(path),
            sheets=sheets,
            cover=_cover(about),
            notes_table=pd.DataFrame({"Note reference": list(_NOTES), "Note text": list(_NOTES.values())}),
            # Whatever a name begins with, it is text.
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
            contentsheet_options={"instructions": "This worksheet lists the other worksheets, with a link to each."},
        )
    # The one date of the file is that of the newest document: a build knows no clock.
    made = datetime(about.as_at.year, about.as_at.month, about.as_at.day)
    workbook.set_properties(
        {"title": TITLE, "author": "LFR Statistics", "subject": about.edition, "comments": about.source, "created": made}
    )
    workbook.close()


def _method(measure: Mapping[str, Any]) -> str:
    return str(measure["definition"]).removeprefix("/methods/").strip("/")


def _sheet(name: str, measures: list[dict[str, Any]], rows: list[dict[str, Any]], forces: Mapping[str, str], about: About) -> GPTable:
    columns: dict[str, list[Any]] = {_HEAD["publisher"]: [forces[row["publisher"]] for row in rows]}
    columns |= {_HEAD[key]: [_text(row[key]) for row in rows] for key in ("label", "covers_from", "covers_to")}
    notes: dict[str, str] = {_HEAD["label"]: "$$partial$$"}
    formats: list[dict[str, Any]] = []
    whole = ""
    for measure in measures:
        # "of which confirmed" says nothing without the heading before it.
        is_part = measure["title"].startswith("of which")
        title = f"{whole}, {measure['title']}" if is_part else measure["title"]
        whole = whole if is_part else title
        for heading, column, form, note in _columns(measure, title):
            columns[heading] = [_text(row[column]) for row in rows]
            if note:
                notes[heading] = f"$${note}$$"
            formats.append({"column": {"columns": [len(columns) - 1], "format": {"num_format": form, "align": "right"}}})
    return _table(f"{name.lower()}_by_year", f"{_SHEETS[name][0]}, by calendar year", pd.DataFrame(columns), about, notes, formats)


def _columns(measure: Mapping[str, Any], title: str) -> list[tuple[str, str, str, str]]:
    """For each column of a measure: heading with unit, column of the wide table, number format, note."""
    key, unit = measure["measure"], measure["unit"]
    if measure["kind"] != "rate":
        note = _NOTE_OF_MEASURE.get(key) or _NOTE_OF_METHOD.get(_method(measure), "")
        said = unit[unit.index("(") :] if "(" in unit else f"({unit})"
        heading = title if unit in title.lower() else f"{title} {said}"
        return [(heading, key, "0.00" if unit == "score" else "#,##0", note)]
    return [
        (f"{title}, first count", f"{key}_numerator", "#,##0", ""),
        (f"{title}, second count", f"{key}_denominator", "#,##0", ""),
        (f"{title}, proportion", key, "0.0000000", "rate"),
        (f"{title}, lower end of interval", f"{key}_lower", "0.0000000", ""),
        (f"{title}, upper end of interval", f"{key}_upper", "0.0000000", ""),
    ]


def _changed(long: Table, forces: Mapping[str, str], about: About) -> GPTable:
    """Every figure as corrected and as published; those that a correction changed first."""
    found = sorted(long.rows_with_symbols(), key=lambda one: not one[0]["is_corrected"])
    rows, symbols = [row for row, _ in found], [one for _, one in found]
    frame = pd.DataFrame(
        {
            _HEAD["publisher"]: [forces[row["publisher"]] for row in rows],
            _HEAD["label"]: [row["label"] for row in rows],
            "Measure": [
                row["title"] if not row["title"].startswith("of which") else row["measure"].replace("_", " ").capitalize() for row in rows
            ],
            "As corrected": [_marked(row, mark, "value") for row, mark in zip(rows, symbols, strict=True)],
            "As published": [_marked(row, mark, "value_as_published") for row, mark in zip(rows, symbols, strict=True)],
            "Changed by a correction": ["yes" if row["is_corrected"] else "no" for row in rows],
        }
    )
    return _table(
        "corrected_and_published", "Every figure as corrected and as published", frame, about, {_HEAD["label"]: "$$partial$$"}, []
    )


def _table(name: str, title: str, frame: pd.DataFrame, about: About, notes: Mapping[str, str], formats: list[dict[str, Any]]) -> GPTable:
    return GPTable(
        table=frame,
        table_name=name,
        title=title,
        subtitles=[about.edition.capitalize()],
        source=about.source.removeprefix("Source: "),
        table_notes=dict(notes),
        index_columns={2: 0},
        additional_formatting=formats,
    )


def _cover(about: About) -> Cover:
    symbols = [f"[{symbol}] {meaning}" for symbol, meaning in SYMBOLS.items()]
    return Cover(
        title=TITLE,
        intro=[DESCRIPTION, f"{about.edition.capitalize()}. {about.source}"],
        about=[
            "Figures count by calendar year, with the corrections that this project made in the open; the last sheet has both values.",
            "No cell is empty. Where there is no number, a symbol says why:",
            *symbols,
            *about.licences,
            CODE_LICENCE,
            "To cite:",
            about.citation,
        ],
        contact=["Every figure has a permanent address on the site, with the rows that it was counted from."],
    )


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _marked(row: Mapping[str, Any], symbols: Mapping[str, str], name: str) -> Any:
    return f"[{symbols[name]}]" if name in symbols else row[name]

"""Records as their publishers issue them: ruled PDFs in the known layouts, CSV logs, and a workbook that compiles a force's records."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import openpyxl

from lfr.errors import LfrError
from lfr.lab.simulate.headings import HEADINGS, HEADINGS_APART, WORKBOOK_HEADINGS, draw_headings
from lfr.lab.simulate.simulated_records import ROWS_A_PAGE, Force, PrintedRow, Record

FORMATS = ("pdf", "csv", "xlsx")
_MADE = datetime(2026, 1, 5)  # after the last day that any record covers; a build knows no clock
# Our name of each column of the workbook; the running total and the source are worked out.
_WORKBOOK = dict(zip(WORKBOOK_HEADINGS, [
    "", "", "watchlist_size", "alerts", "true_alerts_confirmed", "true_alerts_unconfirmed", "false_alerts_confirmed",
    "false_alerts_unconfirmed", "faces_seen", "arrests", "other_disposals", "no_action", "duration", "", "", "location", "",
    "use_case", "threshold",
], strict=True))  # fmt: skip


def draw_pdf(record: Record, path: Path) -> Path:
    """Draw a record of one or more layouts. Raises LfrError where ReportLab is not installed."""
    try:
        from lfr.lab.simulate.drawing import Pages, column_edges
    except ModuleNotFoundError as error:
        raise LfrError(
            f"PDFs cannot be drawn: the package {error.name} is not installed. It comes with the development packages:"
            " run `make site` once, or leave pdf out of --documents."
        ) from None
    pages = Pages(path, _made_on(record), "")
    for number, (layout, same) in enumerate(groupby(record.rows, key=lambda one: one.layout)):
        headings = HEADINGS[layout]
        edges = column_edges([name for name, _, _ in headings])
        if number:
            pages.turn()
        pages.title(record.title)
        draw_headings(pages, headings, edges, apart=layout in HEADINGS_APART)
        for index, row in enumerate(same):
            if index and index % ROWS_A_PAGE == 0:
                pages.turn()
            pages.row(edges, [row.cells.get(name, "") for name, _, _ in headings])
    if record.wordings:
        pages.space(30)
        pages.row([40, 120, 560], ["Reference", "LFR Use Case"])
        for reference, wording in record.wordings.items():
            pages.row([40, 120, 560], [f"{reference}.", wording])
    return pages.save()


def _made_on(record: Record) -> date:
    return max(_MADE.date(), record.covers_to + timedelta(days=1))


def write_log(record: Record, path: Path) -> Path:
    """Write a record as a force's own CSV log."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(record.rows[0].cells), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.cells for row in record.rows)
    return path


def write_workbook(force: Force, path: Path) -> Path:
    """Compile all rows of a force as the London Assembly office does: notes first, headings in row 4, a total below."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Notes"
    book["Notes"].append(["Made up by a simulator"])
    table = book.create_sheet("Deployment Data")
    for line in (["A compilation"], [], ["Read the notes first"], WORKBOOK_HEADINGS):
        table.append(line)
    faces = 0
    for row in (
        row for record in force.records if not any(one.supersedes == record.source_id for one in force.records) for row in record.rows
    ):
        faces += _number(row.cells["faces_seen"]) or 0
        table.append([_compiled(row, heading, faces) for heading in WORKBOOK_HEADINGS])
    table.append([None, None, faces])
    made = io.BytesIO()
    book.save(made)
    path.write_bytes(_without_clock(made.getvalue()))
    return path


def _number(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None


def _compiled(row: PrintedRow, heading: str, faces: int) -> object:
    plain = {
        "Year": row.of.day.year,
        "Date": datetime(row.of.day.year, row.of.day.month, row.of.day.day),
        "Cumulative faces seen": faces,
        "Source": "Made up",
        "Borough": row.of.place.borough,
    }
    if heading in plain:
        return plain[heading]
    text = row.cells.get(_WORKBOOK[heading], "")
    number = _number(text)
    return text or None if number is None else number


def _without_clock(made: bytes) -> bytes:
    """The same workbook without the time at which it was saved, so that one seed gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0)), content)
    return result.getvalue()

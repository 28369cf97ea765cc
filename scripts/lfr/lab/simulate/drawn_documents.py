"""Records as their publishers issue them: ruled PDFs in the known layouts, CSV logs, and a workbook that compiles a force's records."""

import csv
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import xlsxwriter

from lfr.errors import LfrError
from lfr.lab.simulate.headings import HEADINGS, HEADINGS_APART, WORKBOOK
from lfr.lab.simulate.simulated_records import ROWS_A_PAGE, Force, PrintedRow, Record

FORMATS = ("pdf", "csv", "xlsx")
_MADE = date(2026, 1, 5)  # after the last day that any record covers; a build knows no clock


def draw_pdf(record: Record, path: Path) -> None:
    """Draw a record of one or more layouts. Raises LfrError where ReportLab is not installed."""
    try:
        from lfr.lab.simulate.drawing import Pages, column_edges
    except ModuleNotFoundError as error:
        raise LfrError(
            f"PDFs cannot be drawn: the package {error.name} is not installed. It comes with the development packages:"
            " run `make site` once, or leave pdf out of --documents."
        ) from None
    pages = Pages(path, max(_MADE, record.covers_to + timedelta(days=1)))
    for number, (layout, same) in enumerate(groupby(record.rows, key=lambda one: one.layout)):
        names = [name for name, _, _ in HEADINGS[layout]]
        edges = column_edges(names)
        if number:
            pages.turn()
        pages.title(record.title)
        pages.headings(HEADINGS[layout], edges, apart=layout in HEADINGS_APART)
        for index, row in enumerate(same):
            if index and index % ROWS_A_PAGE == 0:
                pages.turn()
            pages.row(edges, [row.cells.get(name, "") for name in names])
    if record.wordings:
        pages.top += 30
        for line in [("Reference", "LFR Use Case"), *((f"{reference}.", text) for reference, text in record.wordings.items())]:
            pages.row([40, 120, 560], [*line])
    pages.canvas.save()


def write_log(record: Record, path: Path) -> None:
    """Write a record as a force's own CSV log."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(record.rows[0].cells), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.cells for row in record.rows)


def write_workbook(force: Force, path: Path) -> None:
    """Compile all rows of a force as the London Assembly office does: notes first, headings in row 4, a total below."""
    superseded = {record.supersedes for record in force.records}
    faces, lines = 0, []
    for row in (row for record in force.records if record.source_id not in superseded for row in record.rows):
        seen = _number(row.cells["faces_seen"])
        faces += seen if isinstance(seen, int) else 0
        lines.append(_compiled(row) | {"Cumulative faces seen": faces})
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": datetime(_MADE.year, _MADE.month, _MADE.day)})
    book.add_worksheet("Notes").write_row(0, 0, ["Made up by a simulator"])
    table = book.add_worksheet("Deployment Data")
    shown = [["A compilation"], [], ["Read the notes first"], WORKBOOK, *([line[name] for name in WORKBOOK] for line in lines)]
    for at, cells in enumerate([*shown, [None, None, faces]]):
        table.write_row(at, 0, cells)
    book.close()


def _compiled(row: PrintedRow) -> dict[str, object]:
    plain = {"Year": row.of.day.year, "Date": row.of.day, "Source": "Made up", "Borough": row.of.place.borough}
    return {heading: _number(row.cells.get(name, "")) for heading, name in WORKBOOK.items()} | plain


def _number(text: str) -> int | str | None:
    """A cell as a spreadsheet program keeps it."""
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else text or None

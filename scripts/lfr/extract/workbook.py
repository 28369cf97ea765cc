"""Read a compiled workbook (XLSX) as a second opinion: cells as text, and whether a date cell was a date.

Spreadsheet software that guessed the day and month leaves date cells where it guessed and text cells where
it could not; keeping the type of the cell is what makes that visible later.
"""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from lfr.errors import UnreadableDocument
from lfr.extract.layouts import Layout, heading_words, layouts
from lfr.extract.record import Record, Row, sha256_of

_HEADER_WITHIN = 20  # rows: notes stand above the headings, never a page of them
_MOST_BYTES = 200_000_000  # unpacked; a compilation of every deployment of a force takes under 10 MB


def read_workbook(path: Path) -> Record:
    """Read the sheet of a known workbook. `page` is the sheet's number, `row` the sheet's own row number.

    Adds a column `date_cell` that says "date" or "text". Raises UnreadableDocument for a damaged file,
    an unknown sheet or heading, and a sheet without rows.
    """
    _check_archive(path)
    try:
        with path.open("rb") as file:  # opened here, so that it is closed when the library gives up
            book = openpyxl.load_workbook(file, data_only=True)
    except Exception as error:  # the library fails in many ways on a damaged file; none would tell a user more
        raise UnreadableDocument(f"{path.name}: the workbook cannot be opened ({type(error).__name__}). Fetch it again.") from None
    for number, sheet in enumerate(book.worksheets, start=1):
        for layout in layouts().values():
            if layout.medium == "xlsx" and layout.sheet == sheet.title:
                return _read_sheet(path, sheet, number, layout)
    sheets = "”, “".join(sheet.title for sheet in book.worksheets)
    raise UnreadableDocument(f"{path.name}: none of its sheets (“{sheets}”) is known here. Describe the workbook in extract/layouts.toml.")


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableDocument(f"{path.name}: the workbook is damaged or cut short. Fetch it again.") from None
    if size > _MOST_BYTES:
        raise UnreadableDocument(f"{path.name}: unpacks to {size // 1_000_000} MB, far more than a record needs, and was not opened.")


def _read_sheet(path: Path, sheet: Any, number: int, layout: Layout) -> Record:
    rows = list(sheet.iter_rows())
    wanted = [heading_words(column.heading) for column in layout.columns]
    start = None
    for index, cells in enumerate(rows[:_HEADER_WITHIN]):
        printed = [heading_words(_as_text(cell.value)) for cell in cells[: len(wanted)]]
        if printed == wanted:
            start = index
        elif start is None and printed[:2] == wanted[:2]:
            bad = next(i for i, (a, b) in enumerate(zip(printed, wanted, strict=False)) if a != b)
            raise UnreadableDocument(
                f"{path.name}, sheet “{sheet.title}”, row {index + 1}, column {bad + 1}: the heading is"
                f" “{_as_text(cells[bad].value)}” where the layout {layout.id} has “{layout.columns[bad].heading}”."
                " Describe the changed layout in extract/layouts.toml."
            )
    if start is None:
        raise UnreadableDocument(
            f"{path.name}, sheet “{sheet.title}”: no row with the headings of the layout {layout.id}"
            f" (“{layout.columns[0].heading}”, “{layout.columns[1].heading}”…) in its first {_HEADER_WITHIN} rows."
        )
    record = Record(path, sha256_of(path), len(sheet.parent.worksheets), None)
    for cells in rows[start + 1 :]:
        values = [cell.value for cell in cells[: len(wanted)]]
        if all(value is None for value in values):
            continue
        texts = {column.name: _as_text(value) for column, value in zip(layout.columns, values, strict=True)}
        if not texts["date"] and not texts["location"]:
            continue  # totals and notes under the table
        is_date = isinstance(values[layout.names.index("date")], datetime)
        record.rows.append(Row(number, cells[0].row, layout.id, {**texts, "date_cell": "date" if is_date else "text"}))
    if not record.rows:
        raise UnreadableDocument(f"{path.name}, sheet “{sheet.title}”: headings but no rows. Ask for the complete file.")
    return record


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())

"""Read a compiled workbook (XLSX) as a second opinion: cells as text, and whether a date cell was a date.

Spreadsheet software that guessed the day and month leaves date cells where it guessed and text cells where
it could not; keeping the type of the cell is what makes that visible later.
"""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from lfr.errors import UnreadableDocument
from lfr.records.cells import fault_in
from lfr.records.layouts import Column, Layout, heading_words, layouts
from lfr.records.record import Record, Row, sha256_of
from lfr.records.workbook_archive import check_archive

_HEADER_WITHIN = 20  # rows: a few notes stand above the headings, never a page of them
_MOST_ROWS = 20_000  # of a sheet, empty ones included: each costs memory; the largest compilation so far has 1,003
_MOST_COLUMNS = 500


def read_workbook(path: Path) -> Record:
    """Read the sheet of a known workbook. `page` is the sheet's number, `row` the sheet's own row number.

    Adds a column `date_cell` that says "date" or "text". Raises UnreadableDocument for a damaged file,
    an unknown sheet or heading, and a sheet without rows.
    """
    check_archive(path)
    try:
        with path.open("rb") as file:  # opened here, so that it is closed when the library gives up
            book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
            file.seek(0)
            formulas = openpyxl.load_workbook(file, keep_links=False)
    except Exception as error:  # the library fails in many ways on a damaged file; none would tell a user more
        raise UnreadableDocument(f"{path.name}: the workbook cannot be opened ({type(error).__name__}). Fetch it again.") from None
    for number, sheet in enumerate(book.worksheets, start=1):
        for layout in layouts().values():
            if layout.medium == "xlsx" and layout.sheet == sheet.title:
                record = Record(path, sha256_of(path), len(book.worksheets), None)
                _read_sheet(record, sheet, formulas[sheet.title], number, layout)
                return record
    sheets = "”, “".join(sheet.title for sheet in book.worksheets)
    raise UnreadableDocument(f"{path.name}: none of its sheets (“{sheets}”) is known here. Describe the workbook in records/layouts.toml.")


def _read_sheet(record: Record, sheet: Any, formulas: Any, number: int, layout: Layout) -> None:
    where = f"{record.path.name}, sheet “{sheet.title}”"
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise UnreadableDocument(
            f"{where}: its last cell is in row {sheet.max_row:,}, column {sheet.max_column:,}, far beyond any"
            f" list of deployments (at most {_MOST_ROWS:,} rows). Ask for a copy without what stands there."
        )
    rows = list(sheet.iter_rows(max_col=len(layout.columns)))
    left_out = 0
    for cells in rows[_heading_row(where, rows, layout) + 1 :]:
        for cell, column in zip(cells, layout.columns, strict=True):
            _check_cell(f"{where}, cell {cell.coordinate} (“{column.heading}”)", cell, formulas[cell.coordinate], column)
        values = dict(zip(layout.names, (cell.value for cell in cells), strict=True))
        texts = {name: _as_text(value) for name, value in values.items()}
        if not texts["date"] and not texts["location"]:
            left_out = left_out or (cells[0].row if any(texts.values()) else 0)  # totals and notes under the table
            continue
        if left_out:
            raise UnreadableDocument(
                f"{where}, row {left_out}: has neither date nor place, but deployments stand below it."
                " If the cells are merged with those of another row, ask for a copy in which every deployment has its own."
            )
        texts["date_cell"] = "date" if isinstance(values["date"], datetime) else "text"
        record.rows.append(Row(number, cells[0].row, layout.id, texts))
    if not record.rows:
        raise UnreadableDocument(f"{where}: headings but no rows. Ask for the complete file.")


def _heading_row(where: str, rows: list[Any], layout: Layout) -> int:
    """The index of the row that holds the layout's headings. A row that begins like them and differs is refused with the difference."""
    wanted = [heading_words(column.heading) for column in layout.columns]
    for index, cells in enumerate(rows[:_HEADER_WITHIN]):
        printed = [heading_words(_as_text(cell.value)) for cell in cells]
        if printed == wanted:
            return index
        if printed[:2] == wanted[:2]:
            bad = next(i for i, words in enumerate(wanted) if printed[i] != words)
            raise UnreadableDocument(
                f"{where}, row {index + 1}, column {bad + 1}: the heading is"
                f" “{_as_text(cells[bad].value)}” where the layout {layout.id} has “{layout.columns[bad].heading}”."
                " Describe the changed layout in records/layouts.toml."
            )
    raise UnreadableDocument(
        f"{where}: no row with the headings of the layout {layout.id}"
        f" (“{layout.columns[0].heading}”, “{layout.columns[1].heading}”…) in its first {_HEADER_WITHIN} rows."
    )


def _check_cell(where: str, cell: Any, formula: Any, column: Column) -> None:
    """Refuse a cell whose value cannot be seen in the file: a formula that was never calculated, or one that failed."""
    if formula.data_type == "f" and cell.value is None:
        raise UnreadableDocument(f"{where}: a formula without its result. Open the workbook in a spreadsheet program and save it again.")
    if cell.data_type == "e":
        raise UnreadableDocument(f"{where}: a formula that failed ({cell.value}). Ask for a copy in which it is calculated.")
    if isinstance(cell.value, bool):
        raise UnreadableDocument(f"{where}: true or false where a number or text should be. Ask what was meant.")
    fault = fault_in(_as_text(cell.value), column, None)
    if fault:
        raise UnreadableDocument(f"{where}: the cell {fault}. Ask for another copy.")


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

"""Read a record printed as a ruled table in a PDF: every cell as printed, nothing left over.

Four proofs stand behind a reading, and each refuses the document where it fails: the file is whole inside
(pdf_inside.py); the headings match a known layout column by column; every word printed inside a table is in exactly
one cell that was read; and a second PDF engine reads the same digits on every page, and as many dates as there are rows.
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2

from lfr.errors import UnreadableDocument
from lfr.records.cells import fault_in
from lfr.records.layouts import Column, Layout, Mismatch, heading_words, match_headings
from lfr.records.pdf_grid import Box, GridRow, cells_of, check_every_word_is_read, grid_of, outer_tables
from lfr.records.pdf_inside import check_inside, check_page_read, check_same_digits, digits_of
from lfr.records.record import Code, Record, Row, sha256_of

_DATE_LIKE = re.compile(r"^\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}$")
# Kinds whose words never hold a space of their own: a line break inside them is only a break.
_SOLID = {"date", "count", "decimal", "percent"}


def read_pdf(path: Path) -> Record:
    """Read one PDF record.

    Raises UnreadableDocument for a file that is damaged, encrypted, without text, without a table, in
    an unknown layout, or with a cell that cannot be what its column holds.
    """
    _open_check(path)
    try:
        record, layout = _read_pages(path)
    except UnreadableDocument:
        raise
    except Exception as error:
        # The PDF library fails in many ways on a damaged file, none of which a user could act on by its name.
        raise UnreadableDocument(
            f"{path.name}: the PDF is damaged inside ({type(error).__name__} while reading its pages)."
            " Fetch it again, or ask for another copy."
        ) from error
    _check_whole(record, layout)
    return record


def _read_pages(path: Path) -> tuple[Record, Layout | None]:
    digits = []
    with pdfplumber.open(path) as pdf:
        check_inside(path, pdf)
        record = Record(path, sha256_of(path), len(pdf.pages), _file_date(pdf.metadata))
        layout: Layout | None = None
        printed_words = 0
        for page in pdf.pages:
            check_page_read(f"{path.name}, page {page.page_number}", page)
            words = page.extract_words()
            printed_words += len(words)
            if not words and page.images:
                raise UnreadableDocument(
                    f"{path.name}, page {page.page_number}: the page is a picture without text (a scan)."
                    " Ask the publisher for the original file, or run it through text recognition and check every cell."
                )
            layout = _read_page(record, page, words, layout)
            digits.append(digits_of("".join(character["text"] for character in page.chars)))
            page.close()  # what was read of a page is not needed again: memory stays that of one page
        if printed_words == 0:
            raise UnreadableDocument(f"{path.name}: no page holds any text. Ask the publisher for a file with text in it.")
    check_same_digits(path, digits)
    return record, layout


def _open_check(path: Path) -> None:
    try:
        pypdfium2.PdfDocument(path).close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableDocument(
                f"{path.name}: the PDF is encrypted. Ask the publisher for a copy that opens without a password."
            ) from None
        raise UnreadableDocument(
            f"{path.name}: the PDF is damaged or cut short (it cannot be opened). Fetch it again and compare its size."
        ) from None


def _file_date(metadata: dict[str, Any]) -> date | None:
    """The day the file was made, by its own properties ("D:20250512112623Z")."""
    stamp = str(metadata.get("ModDate") or metadata.get("CreationDate") or "")
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", stamp)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:  # no such day: the file does not say when it was made
        return None


def _read_page(record: Record, page: Any, words: list[dict[str, Any]], layout: Layout | None) -> Layout | None:
    where = f"{record.path.name}, page {page.page_number}"
    tables = outer_tables(page)
    row_number = 0
    heading_rows: list[GridRow] = []
    for table in tables:
        grid = list(grid_of(table))
        if _is_legend(grid):
            check_every_word_is_read(where, table, grid, words)
            _read_legend(record, page.page_number, grid)
            continue
        start = next((i for i, row in enumerate(grid) if _starts_deployment(row)), None)
        if start is None and not _is_continuation(grid, record, layout):
            heading_rows += grid
            continue
        first = grid[start] if start is not None else grid[0]
        above = _rows_before(grid, start or 0)
        if heading_rows or (above and not _is_continuation(above, record, layout)):
            columns = [box for box in first.boxes if box is not None]
            layout = _match_layout(where, [*heading_rows, *above], columns, min(box[1] for box in columns), words)
            heading_rows, grid = [], grid[start or 0 :]
        if layout is None:
            raise UnreadableDocument(
                f"{where}: a table of deployments without any headings above it. Read the document from its first page."
            )
        check_every_word_is_read(where, table, grid, words)
        row_number = _read_rows(record, where, page.page_number, grid, layout, row_number)
    if heading_rows and any(row.filled for row in heading_rows):
        _say_if_empty(record, where, heading_rows, words)
        title = " ".join(" ".join(heading_rows[0].filled).split())[:60]
        raise UnreadableDocument(
            f"{where}: a table that is neither deployments nor their legend (it begins “{title}”)."
            " If it is a new kind of record, describe it in records/layouts.toml; else leave this file out."
        )
    return layout


def _rows_before(grid: list[GridRow], start: int) -> list[GridRow]:
    return [row for row in grid[:start] if row.filled]


def _starts_deployment(row: GridRow) -> bool:
    return any(_DATE_LIKE.match(re.sub(r"\s+", "", text)) for text in row.texts)


def _is_legend(grid: list[GridRow]) -> bool:
    """The key to purpose or use case codes; its first heading is "Reference"."""
    filled = grid[0].filled if grid else []
    return bool(filled) and heading_words(filled[0]) == ["reference"]


def _is_continuation(rows: list[GridRow], record: Record, layout: Layout | None) -> bool:
    """Lines at the top of a page that finish the last deployment of the page before: text columns only."""
    if layout is None or not record.rows:
        return False
    for row in rows:
        cells = cells_of(row)
        if len(cells) != len(layout.columns):
            return False
        if any(text and column.kind != "text" for text, column in zip(cells, layout.columns, strict=True)):
            return False
    return any(row.filled for row in rows) and len(rows) == 1


def _headings_over(above: list[GridRow], columns: list[Box], bottom: float, words: list[dict[str, Any]]) -> list[str]:
    """The words printed over each column, between the top of the heading rows and `bottom`."""
    top = min(box[1] for row in above for box in row.boxes if box is not None)
    return [
        " ".join(
            word["text"]
            for word in words
            if word["top"] >= top - 1 and word["bottom"] <= bottom + 1 and left <= (word["x0"] + word["x1"]) / 2 < right
        )
        for left, _, right, _ in columns
    ]


def _say_if_empty(record: Record, where: str, above: list[GridRow], words: list[dict[str, Any]]) -> None:
    """Headings of a known layout with no deployment under them are an incomplete document, not another kind of table."""
    if record.rows:
        return
    boxes = [[box for box in row.boxes if box is not None] for row in above]
    bottom = max(box[3] for row in boxes for box in row)
    edges = sorted({round(box[0]) for row in boxes for box in row} | {round(max(box[2] for row in boxes for box in row))})
    columns = [(float(left), 0.0, float(right), 0.0) for left, right in itertools.pairwise(edges)]
    if isinstance(match_headings(_headings_over(above, columns, bottom, words), "pdf"), Layout):
        raise UnreadableDocument(f"{where}: the table has headings but no deployment. Ask for the complete document.")


def _match_layout(where: str, above: list[GridRow], columns: list[Box], bottom: float, words: list[dict[str, Any]]) -> Layout:
    """Match the words printed over each column of the first deployment to a known layout."""
    headings = _headings_over(above, columns, bottom, words)
    result = match_headings(headings, "pdf")
    if isinstance(result, Layout):
        return result
    if result is None:
        raise UnreadableDocument(
            f"{where}: not a record of live facial recognition that is known here (its headings are “{'”, “'.join(headings[:4])}”…)."
            " If it is a new layout, describe it in records/layouts.toml and write its staging model."
        )
    raise UnreadableDocument(_changed_layout(where, result))


def _changed_layout(where: str, mismatch: Mismatch) -> str:
    return (
        f"{where}, column {mismatch.column}: the heading is “{mismatch.found}” where the layout {mismatch.layout.id}"
        f" has “{mismatch.expected}”. A column was renamed, added or moved: look at what it means now,"
        " then describe the new layout in records/layouts.toml."
    )


def _read_legend(record: Record, page: int, grid: list[GridRow]) -> None:
    for row in grid[1:]:
        filled = row.filled
        if len(filled) >= 2:
            text = " ".join(" ".join(filled[1:]).split())
            record.codes.append(Code(page, filled[0].rstrip("."), text))


def _read_rows(record: Record, where: str, page: int, grid: list[GridRow], layout: Layout, row_number: int) -> int:
    for row in grid:
        if not row.filled:
            continue
        cells = cells_of(row)
        if len(cells) != len(layout.columns):
            raise UnreadableDocument(
                f"{where}, row {row_number + 1}: {len(cells)} cells where the layout {layout.id} has"
                f" {len(layout.columns)} columns. A column was added or left out: describe the new layout in records/layouts.toml."
            )
        if _is_continuation([row], record, layout):
            _append_to_last(record, dict(zip(layout.names, cells, strict=True)))
            continue
        row_number += 1
        record.rows.append(Row(page, row_number, layout.id, _as_printed(cells, layout.columns)))
    return row_number


def _as_printed(cells: list[str], columns: tuple[Column, ...]) -> dict[str, str]:
    """Cells as printed; a line break inside a cell is layout, not content."""
    return {
        column.name: ("" if column.kind in _SOLID else " ").join(text.split("\n") if column.kind in _SOLID else text.split())
        for column, text in zip(columns, cells, strict=True)
    }


def _append_to_last(record: Record, more: dict[str, str]) -> None:
    last = record.rows[-1].cells
    for name, text in more.items():
        if text:
            last[name] = f"{last.get(name, '')} {' '.join(text.split())}".strip()


def _check_whole(record: Record, layout: Layout | None) -> None:
    name = record.path.name
    if layout is None:
        raise UnreadableDocument(
            f"{name}: no ruled table of deployments on any of its {record.pages} pages. It is not a record, or its"
            " layout has changed: compare it with records/layouts.toml."
        )
    if not record.rows:
        raise UnreadableDocument(f"{name}: the table has headings but no deployment. Ask for the complete document.")
    for row in record.rows:
        for column in next(one for one in record.layouts if one.id == row.layout).columns:
            fault = fault_in(row.cells[column.name], column, record.file_date)
            if fault:
                raise UnreadableDocument(
                    f"{name}, page {row.page}, row {row.row}, column “{column.printed_heading}”: the cell {fault}."
                    " If it is printed like that, ask the publisher; nothing of this document was kept."
                )
    dates = sum(1 for row in record.rows if row.cells["date"])
    counted = count_dates(record.path)
    if counted != dates:
        raise UnreadableDocument(
            f"{name}: {dates} rows with a date were read, but a second reader counts {counted} dates in the text."
            " Compare the last rows of each page with the document; nothing of it was kept."
        )


def count_dates(path: Path) -> int:
    """Count the dates printed in a PDF with another engine (PDFium) than the one that reads the tables.

    White space is dropped first: a date may break over two lines.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        total = 0
        for page in document:
            text = re.sub(r"\s+", "", page.get_textpage().get_text_range())
            total += len(re.findall(r"\d{1,2}([/.-])\d{1,2}\1\d{2}", text))
        return total
    finally:
        document.close()

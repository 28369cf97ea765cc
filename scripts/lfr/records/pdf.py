"""Read a record printed as a ruled table in a PDF: every cell as printed, nothing left over.

Five proofs stand behind a reading, and each refuses the document where it fails: the file is whole inside (pdf_inside.py);
the headings match a known layout column by column; every letter printed inside a table is in exactly one cell that was read;
each cell shows a person what was read of it (pdf_seen.py); and a second PDF engine reads the same digits on every page, and as
many dates as there are rows.
"""

import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2

from lfr.errors import UnreadableDocument
from lfr.records.layouts import Column, Layout, fault_in, heading_words, layouts
from lfr.records.pdf_grid import (
    SPACE,
    GridRow,
    Words,
    check_every_letter_is_read,
    grid_of,
    layout_over,
    outer_tables,
    refuse_headings_alone,
    size_of,
)
from lfr.records.pdf_inside import check_inside, check_page_read, check_same_digits, digits_of
from lfr.records.pdf_seen import Seen
from lfr.records.record import Code, Record, Row, sha256_of

_DATE_LIKE = re.compile(r"^\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}$")
# White space is dropped before dates are counted: a date may break over two lines.
_DATE_IN_TEXT = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
# Kinds whose cells hold no space of their own: a line break inside them is only a break.
_SOLID = {"date", "count", "decimal", "percent"}
_NOT_AS_SEEN = "Ask the publisher for a copy that shows what it holds; nothing of this document was kept."


def read_pdf(path: Path) -> Record:
    """Read one PDF record.

    Raises UnreadableDocument for a file that is damaged, encrypted, without text, without a table, in
    an unknown layout, or with a cell that cannot be what its column holds.
    """
    try:
        with _opened_by_second_engine(path) as second, pdfplumber.open(path) as pdf:
            return _read_document(path, pdf, second)
    except UnreadableDocument:
        raise
    except Exception as error:
        # The PDF library fails in many ways on a damaged file, none of which a user could act on by its name.
        raise UnreadableDocument(
            f"{path.name}: the PDF is damaged inside ({type(error).__name__} while reading its pages)."
            " Fetch it again, or ask for another copy."
        ) from error


def _opened_by_second_engine(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableDocument(
                f"{path.name}: the PDF is encrypted. Ask the publisher for a copy that opens without a password."
            ) from None
        raise UnreadableDocument(
            f"{path.name}: the PDF is damaged or cut short (it cannot be opened). Fetch it again and compare its size."
        ) from None


def _read_document(path: Path, pdf: Any, second: pypdfium2.PdfDocument) -> Record:
    check_inside(path, pdf, pages_counted=len(second))
    record = Record(path, sha256_of(path), len(pdf.pages), _file_date(pdf.metadata))
    digits = []
    has_text = False
    for page in pdf.pages:
        where = f"{path.name}, page {page.page_number}"
        check_page_read(where, page)
        record.named_by_code |= _name_by_code(page)
        words = page.extract_words(x_tolerance_ratio=SPACE)
        has_text = has_text or bool(words)
        if not words and page.images:
            raise UnreadableDocument(
                f"{where}: the page is a picture without text (a scan)."
                " Ask the publisher for the original file, or run it through text recognition and check every cell."
            )
        seen = Seen(page, second[page.page_number - 1])
        _read_page(record, where, page, words, seen)
        if seen.has_invisible_digits():
            raise UnreadableDocument(
                f"{where}: has digits that a program reads and no one sees, as under the picture of a scanned page. {_NOT_AS_SEEN}"
            )
        digits.append(digits_of("".join(character["text"] for character in page.chars)))
        page.close()  # frees what was read of the page, so that memory stays that of one page
    if not has_text:
        raise UnreadableDocument(f"{path.name}: no page holds any text. Ask the publisher for a file with text in it.")
    texts = [page.get_textpage().get_text_range() for page in second]
    check_same_digits(path, digits, texts)
    _check_cells_and_dates(record, texts)
    return record


def _name_by_code(page: Any) -> bool:
    """Give letters without a name, as PDF/A by ghostscript leaves them, that of their code; `lfr add` then has to see them on the page."""
    found = False
    for letter in page.chars:
        code = re.fullmatch(r"\(cid:(\d{2,3})\)", letter["text"])
        if code and 32 <= int(code[1]) < 256:
            letter["text"] = bytes([int(code[1])]).decode("cp1252", "replace")
            found = True
    return found


def _file_date(metadata: dict[str, Any]) -> date | None:
    """The day the file was made, by its own properties ("D:20250512112623Z")."""
    stamp = str(metadata.get("ModDate") or metadata.get("CreationDate") or "")
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", stamp)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:  # not a day of the calendar: the file does not say when it was made
        return None


def _read_page(record: Record, where: str, page: Any, words: Words, seen: Seen) -> None:
    if not seen.is_upright:
        raise UnreadableDocument(f"{where}: the page lies on its side or upside down. Turn it upright in a PDF program and save it again.")
    row_number = 0
    headings: list[GridRow] = []  # of a table whose deployments are drawn as a table of their own
    for table in outer_tables(page):
        grid = grid_of(table)
        filled = grid[0].filled if grid else []
        if filled and heading_words(filled[0]) == ["reference"]:  # the key to purpose or use case codes
            check_every_letter_is_read(where, table, grid)
            _check_seen(f"{where}, the key under the table", grid, seen)
            for row in grid[1:]:
                reference, *text = row.filled or [""]
                if text:
                    record.codes.append(Code(page.page_number, reference.rstrip("."), " ".join(" ".join(text).split())))
            continue
        start = next((i for i, row in enumerate(grid) if any(_DATE_LIKE.match(re.sub(r"\s+", "", text)) for text in row.texts)), None)
        layout = layouts()[record.rows[-1].layout] if record.rows else None
        if start is None and not _continue(grid, layout):
            headings += grid
            continue
        start = start or 0
        above = [row for row in grid[:start] if row.filled]
        if headings or (above and not _continue(above, layout)):
            _check_seen(f"{where}, the headings", [*headings, *above], seen)
            layout = layout_over(where, grid[start], [*headings, *above], words)
            headings, grid = [], grid[start:]
        if layout is None:
            raise UnreadableDocument(
                f"{where}: a table of deployments without any headings above it. Read the document from its first page."
            )
        check_every_letter_is_read(where, table, grid)
        row_number = _read_rows(record, where, page.page_number, grid, layout, row_number, seen)
    if any(row.filled for row in headings):
        if not record.rows:
            refuse_headings_alone(where, headings, words)
        title = " ".join(" ".join(headings[0].filled).split())[:60]
        raise UnreadableDocument(
            f"{where}: a table that is neither deployments nor their legend (it begins “{title}”)."
            " If it is a new kind of record, describe it in records/layouts.toml; else leave this file out."
        )


def _continue(rows: list[GridRow], layout: Layout | None) -> bool:
    """Whether these rows have text columns only, as the rest of a deployment that breaks over two pages has."""
    if layout is None or not rows or any(not row.filled or len(row.cells) != len(layout.columns) for row in rows):
        return False
    return all(column.kind == "text" or not cell[2] for row in rows for cell, column in zip(row.cells, layout.columns, strict=True))


def _check_seen(where: str, grid: list[GridRow], seen: Seen) -> None:
    for row in grid:
        for box, letters, _ in row.cells:
            if fault := seen.fault_in(box, letters, is_number=False, is_row=False):
                raise UnreadableDocument(f"{where}: a cell {fault}. {_NOT_AS_SEEN}")


def _read_rows(record: Record, where: str, page: int, grid: list[GridRow], layout: Layout, row_number: int, seen: Seen) -> int:
    """Read deployments into the record. Returns the number of the last one on this page."""
    may_continue = row_number == 0 and bool(record.rows) and record.rows[-1].page == page - 1
    for row in grid:
        if not row.filled:
            continue
        if len(row.cells) != len(layout.columns):
            whole = next((one.cells for one in grid if len(one.cells) == len(layout.columns)), [])
            odd = next((i for i, (a, b) in enumerate(zip(row.cells, whole, strict=False)) if a[0][2] != b[0][2]), 0)
            raise UnreadableDocument(
                f"{where}, row {row_number + 1}, column “{layout.columns[odd].printed_heading}”: {len(row.cells)} cells where the layout"
                f" {layout.id} has {len(layout.columns)} columns. Either a box is drawn over a cell: ask for a copy without it; or a column"
                " was added or left out: describe the new layout in records/layouts.toml."
            )
        for (box, letters, text), column in zip(row.cells, layout.columns, strict=True):
            fault = seen.fault_in(box, letters, is_number=column.kind != "text") or _fault_in_lines(text.split("\n"), column)
            if fault:
                raise UnreadableDocument(
                    f"{where}, row {row_number + 1}, column “{column.printed_heading}”: the cell {fault}. {_NOT_AS_SEEN}"
                )
        cells = {column.name: _as_printed(text, column) for (_, _, text), column in zip(row.cells, layout.columns, strict=True)}
        if not _continue([row], layout):
            row_number, may_continue = row_number + 1, False
            boxes = {column.name: seen.place(box) for (box, _, _), column in zip(row.cells, layout.columns, strict=True)}
            size = size_of([letter for _, letters, _ in row.cells for letter in letters])
            record.rows.append(Row(page, row_number, layout.id, cells, boxes, size))
        elif may_continue and not any(text and text == record.rows[-1].cells.get(name) for name, text in cells.items()):
            may_continue = False
            last = record.rows[-1].cells
            last |= {name: f"{last.get(name, '')} {text}".strip() for name, text in cells.items() if text}
        else:
            raise UnreadableDocument(
                f"{where}, row {row_number + 1}: has only “{' '.join(' '.join(row.filled).split())[:60]}” and neither date nor numbers."
                " Only the first row of a page can finish the last of the page before, and it repeats no cell of it. If it is a"
                " deployment, ask the publisher for its other cells; if it is a heading, for a copy without it."
            )
    return row_number


def _as_printed(text: str, column: Column) -> str:
    """A cell as printed; a line break inside it belongs to the layout, not to the content."""
    return "".join(text.split("\n")) if column.kind in _SOLID else " ".join(text.split())


def _fault_in_lines(lines: list[str], column: Column) -> str | None:
    """Lines of a cell are one value only where they break a grouped number or a date; else they are two values, one perhaps struck out."""
    if len(lines) == 1 or column.kind not in _SOLID:
        return None
    values = [line for line in lines if not fault_in(line, column, None)]
    in_digits = any(a[-1:].isdigit() and b[:1].isdigit() for a, b in itertools.pairwise(lines))
    if len(values) > 1 or (in_digits and (column.kind != "date" or values)):
        return f"holds {len(lines)} lines (“{'”, “'.join(lines)}”), which are not one {'date' if column.kind == 'date' else 'number'}"
    return None


def _check_cells_and_dates(record: Record, texts: list[str]) -> None:
    name = record.path.name
    if not record.rows:
        raise UnreadableDocument(
            f"{name}: no ruled table of deployments on any of its {record.pages} pages. It is not a record, or its"
            " layout has changed: compare it with records/layouts.toml."
        )
    for row in record.rows:
        for column in layouts()[row.layout].columns:
            fault = fault_in(row.cells[column.name], column, record.file_date)
            if fault:
                raise UnreadableDocument(
                    f"{name}, page {row.page}, row {row.row}, column “{column.printed_heading}”: the cell {fault}."
                    " If it is printed like that, ask the publisher; nothing of this document was kept."
                )
    dates = sum(1 for row in record.rows if row.cells["date"])
    counted = sum(len(_DATE_IN_TEXT.findall(re.sub(r"\s+", "", text))) for text in texts)
    if counted != dates:
        raise UnreadableDocument(
            f"{name}: {dates} rows with a date were read, but a second reader counts {counted} dates in the text."
            " Compare the last rows of each page with the document; nothing of it was kept."
        )

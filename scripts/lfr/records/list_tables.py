"""The lines of a list as they stand in a CSV or a workbook (XLSX), before anybody knows what they mean.

Spreadsheet software that guessed the day and month leaves date cells where it guessed and text cells where it could not: a value
keeps the type of its cell.

A workbook is a ZIP archive of XML, checked before the library opens it: that unpacks everything, follows merged cells one by one and
keeps about fifty times the size of the XML in memory. So limits are checked here, on the archive's own list and on the XML as it
streams by, and nothing is ever unpacked to disk.
"""

import csv
import io
import posixpath
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import openpyxl
from openpyxl.utils import range_boundaries

from lfr.curated.text_files import line_not_utf8
from lfr.errors import UnreadableDocument
from lfr.records.layouts import Column

HEADINGS_WITHIN = 20  # lines: a title and a few notes stand above the headings, never a page of them
_MOST_BYTES = 20_000_000  # a log of 100,000 deployments takes half of that
_MOST_ROWS = 20_000  # of a sheet, empty ones included: each costs memory; the largest compilation so far has 1,003
_MOST_COLUMNS = 500
# The largest compilation so far: 1.5 MB unpacked, 15 parts, 40 times smaller packed at most.
_MOST_UNPACKED = 12_000_000
_MOST_PARTS = 500
_MOST_RATIO = 200  # of a part above 1 MB: no sheet with different numbers in it packs better
_MOST_MERGED = 50_000  # cells
_XML = (".xml", ".rels", ".vml")


class Unseen(str):
    """Why nobody can see the value of a cell, and what to do."""


@dataclass
class Line:
    """One line: where it stands, in words, its number in its sheet (0 in a CSV, where deployments are counted), and its values."""

    where: str
    number: int
    values: list[Any]

    def fault(self, what: str, column: str = "") -> UnreadableDocument:
        return UnreadableDocument(f"{self.where}{column}: {what}")


@dataclass
class Table:
    """A CSV, or one sheet of a workbook, without its empty lines. `encoding` is what it was read as, where the file does not say it."""

    where: str
    page: int = 1
    pages: int = 1
    lines: list[Line] = field(default_factory=list)
    encoding: str = ""


def tables_of_csv(path: Path, encodings: set[str]) -> list[Table]:
    """The CSV as UTF-8, or UTF-16 with its mark; where it is neither, once for each of these encodings that fits."""
    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        raise UnreadableDocument(f"{path.name}: {len(raw) // 1_000_000} MB is more than a list needs; it was not read.")
    found: dict[str, str] = {}
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", *sorted(encodings)):
        with suppress(UnicodeDecodeError):
            found[encoding] = raw.decode(encoding)
            if encoding.startswith("utf"):
                break
    if (b"\0" in raw and "utf-16" not in found) or "\0" in "".join(found.values()):
        raise UnreadableDocument(f"{path.name}: not a PDF, workbook or CSV that is known here (it holds binary data).")
    if not found:
        line = f"{path.name}, line {line_not_utf8(raw)}"
        raise UnreadableDocument(f"{line}: not UTF-8. Export the list again as CSV, UTF-8, or name its encoding in its entry.")
    return [_table_of_csv(path, text, "" if encoding.startswith("utf") else encoding) for encoding, text in found.items()]


def _table_of_csv(path: Path, text: str, encoding: str) -> Table:
    head = text[:100_000].splitlines()[:HEADINGS_WITHIN]
    delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
    # The CSV reader decides what a line is: a line break inside quotes is part of a cell, and only \r and \n end a line.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table, number = Table(path.name, encoding=encoding), 1
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                table.lines.append(Line(f"{path.name}, line {number}", 0, list(cells)))
            number = lines.line_num + 1
    except csv.Error as error:
        raise UnreadableDocument(
            f"{path.name}, line {lines.line_num}: not a readable CSV ({error}). Export it again as CSV, UTF-8."
        ) from None
    return table


def tables_of_workbook(path: Path) -> list[Table]:
    """Each sheet of a workbook. Raises UnreadableDocument for a damaged file and a sheet far beyond any list."""
    _check_archive(path)
    try:
        with path.open("rb") as file:  # opened here, so that it is closed when the library gives up
            book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
            file.seek(0)
            formulas = openpyxl.load_workbook(file, keep_links=False)
    except Exception as error:  # the library fails in many ways on a damaged file; none would tell a user more
        raise UnreadableDocument(f"{path.name}: the workbook cannot be opened ({type(error).__name__}). Fetch it again.") from None
    found = []
    for page, sheet in enumerate(book.worksheets, start=1):
        where = f"{path.name}, sheet “{sheet.title}”"
        if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
            raise UnreadableDocument(
                f"{where}: its last cell is in row {sheet.max_row:,}, column {sheet.max_column:,}, far beyond any"
                f" list of deployments (at most {_MOST_ROWS:,} rows). Ask for a copy without what stands there."
            )
        rows = zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=True)
        lines = [Line(f"{where}, row {cells[0].row}", cells[0].row, list(map(_value, cells, unread))) for cells, unread in rows]
        found.append(
            Table(where, page, len(book.worksheets), [one for one in lines if any(value not in (None, "") for value in one.values)])
        )
    return found


def _value(cell: Any, formula: Any) -> Any:
    """The value of a cell, or why it cannot be seen in the file: a formula that was never calculated, or one that failed."""
    if formula.data_type == "f" and cell.value is None:
        return Unseen("a formula without its result. Open the workbook in a spreadsheet program and save it again.")
    if cell.data_type == "e":
        return Unseen(f"a formula that failed ({cell.value}). Ask for a copy in which it is calculated.")
    if isinstance(cell.value, bool):
        return Unseen("true or false where a number or text should be. Ask what was meant.")
    if isinstance(cell.value, (int, float)) and "%" in cell.number_format:
        return f"{round(100 * cell.value, 9):g}%"
    return cell.value


def text_of(value: Any, column: Column | None = None) -> str:
    """A value as text, a date in the form that its column prints."""
    if isinstance(value, date):
        form = column and (column.form or ("%d/%m/%Y" if column.kind == "date" else ""))
        return value.strftime(form or "%Y-%m-%d")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    return "" if value is None else " ".join(re.split(r"[ \t\r\n\xa0]+", str(value).strip()))


def _check_archive(path: Path) -> None:
    """Refuse an archive that is damaged, too large, incomplete, or holds XML that a workbook has no use for."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive.infolist())
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
            merged = sum(_merged_cells(path, archive, name) for name in archive.namelist() if name.lower().endswith(_XML))
            if merged > _MOST_MERGED:
                raise UnreadableDocument(
                    f"{path.name}: {merged:,} cells are merged, far more than a list of deployments has. It was not opened."
                )
            _check_parts(path, archive)
    except UnreadableDocument:
        raise
    except Exception:  # the modules for ZIP and XML fail in many ways on a damaged archive, and they all mean the same
        raise UnreadableDocument(f"{path.name}: the workbook is damaged or cut short. Fetch it again.") from None


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > _MOST_UNPACKED:
        raise UnreadableDocument(f"{path.name}: unpacks to {size // 1_000_000} MB, far more than a record needs, and was not opened.")
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > 1_000_000 and ratio >= _MOST_RATIO:
            raise UnreadableDocument(
                f"{path.name}: its part “{part.filename}” unpacks to {ratio} times its size, as no record does, and was not opened."
            )
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS:
        raise UnreadableDocument(f"{path.name}: an archive of {len(names):,} parts, far more than a workbook has, and was not opened.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UnreadableDocument(f"{path.name}: holds two parts called “{twice}”; programs differ in which one they show. Fetch it again.")


def _merged_cells(path: Path, archive: zipfile.ZipFile, name: str) -> int:
    """Read one part as XML, refuse a document type, and count the cells that the part merges."""
    merged = 0

    def refuse(*_: Any) -> None:
        raise UnreadableDocument(
            f"{path.name}: its part “{name}” declares a document type, which can make a reader fetch or unfold other files."
            " No spreadsheet program writes that; it was not opened."
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal merged
        if tag.split(":")[-1] == "mergeCell":
            left, top, right, bottom = (edge or 0 for edge in range_boundaries(attributes["ref"]))
            merged += (right - left + 1) * (bottom - top + 1)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    with archive.open(name) as stream:
        parser.ParseFile(stream)
    return merged


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook that names parts which are not in the archive: their cells would be missing without a word."""
    names = archive.namelist()
    for name in names:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))  # `xl/_rels/workbook.xml.rels` names parts from `xl/`
            for one in ElementTree.fromstring(archive.read(name)).iter():
                target = one.get("Target", "").split("#")[0]
                wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if target and one.get("TargetMode") != "External" and wanted not in names:
                    raise UnreadableDocument(
                        f"{path.name}: the workbook is damaged: its part “{wanted}” is not in the file. Fetch it again."
                    )

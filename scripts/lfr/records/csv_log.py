"""Read a plain CSV log, for forces that can export one. Its columns are the entry `csv-log` of layouts.toml."""

import csv
import io
import re
from datetime import date
from pathlib import Path

from lfr.errors import UnreadableDocument, did_you_mean
from lfr.records.cells import fault_in
from lfr.records.layouts import log_layout
from lfr.records.record import Record, Row, sha256_of

_MOST_BYTES = 20_000_000  # a log of 100,000 deployments takes half of that
_USE_THE_TEMPLATE = "Use the header of data/template-log.csv."


def read_csv_log(path: Path) -> Record:
    """Read a CSV log: UTF-8, comma, one header row with exactly the columns of the template.

    `page` is 1; `row` counts deployments from 1. Raises UnreadableDocument, naming line and column.
    """
    text = _decode(path)
    # The CSV reader decides what a line is: a line break inside quotes is part of a cell, and only \r and \n end a line.
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    # A CSV holds no date of its own: that of the file is the last day a deployment in it can have taken place.
    record = Record(path, sha256_of(path), 1, date.fromtimestamp(path.stat().st_mtime))
    try:
        header = [name.strip() for name in next(lines, [])]
        _check_header(path, header, log_layout().names)
        number = lines.line_num + 1
        for cells in lines:
            if any(cell.strip() for cell in cells):
                _read_row(record, header, cells, f"{path.name}, line {number}")
            number = lines.line_num + 1
    except csv.Error as error:
        raise UnreadableDocument(
            f"{path.name}, line {lines.line_num}: not a readable CSV ({error}). Export it again as CSV, UTF-8."
        ) from None
    if not record.rows:
        raise UnreadableDocument(f"{path.name}: a header but no deployment. Ask for the complete log.")
    dates = sum(1 for row in record.rows if row.cells["date"])
    counted = len(re.findall(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", text))
    if counted != dates:
        raise UnreadableDocument(
            f"{path.name}: {dates} rows with a date were read, but {counted} dates stand in the text. Keep dates out of the other columns."
        )
    return record


def _read_row(record: Record, header: list[str], cells: list[str], where: str) -> None:
    if len(cells) != len(header):
        raise UnreadableDocument(
            f"{where}: {len(cells)} cells where the header has {len(header)}. A comma inside a place needs quotes around the place."
        )
    printed = dict(zip(header, (" ".join(re.split(r"[ \t\r\n\xa0]+", cell.strip())) for cell in cells), strict=True))
    layout = log_layout()
    for column in layout.columns:
        if fault := fault_in(printed[column.name], column, record.file_date):
            raise UnreadableDocument(f"{where}, column “{column.name}”: the cell {fault}. Correct it in the log and export again.")
    record.rows.append(Row(1, len(record.rows) + 1, layout.id, {name: printed[name] for name in layout.names}))


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        raise UnreadableDocument(f"{path.name}: {len(raw) // 1_000_000} MB is more than a log needs; it was not read.")
    if b"\0" in raw:
        raise UnreadableDocument(f"{path.name}: not a PDF, workbook or CSV that is known here (it holds binary data).")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableDocument(f"{path.name}, line {line}: not UTF-8. Export the log again as CSV, UTF-8.") from None


def _check_header(path: Path, header: list[str], names: list[str]) -> None:
    where = f"{path.name}, line 1"
    if len(header) > 10 * len(names):
        raise UnreadableDocument(f"{where}: {len(header):,} columns where a log has {len(names)}. {_USE_THE_TEMPLATE}")
    if not set(header) & set(names):
        raise UnreadableDocument(
            f"{path.name}: not a record that is known here (neither PDF nor workbook, and its first line has none of"
            " the columns of data/template-log.csv). Check that it is the right file."
        )
    for name in header:
        if name not in names:
            raise UnreadableDocument(f"{where}: unknown column “{name}”.{did_you_mean(name, names)}")
    for name in names:
        if header.count(name) != 1:
            problem = "is missing" if name not in header else "stands twice"
            raise UnreadableDocument(f"{where}: the column “{name}” {problem}. {_USE_THE_TEMPLATE}")

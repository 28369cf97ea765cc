"""Read a published record: recognise its layout by its headings, keep every cell as printed."""

from __future__ import annotations

from pathlib import Path

from lfr.errors import UnreadableDocument
from lfr.records.record import Record

_MOST_BYTES = 100_000_000  # the largest record so far is 1 MB


def extract(path: Path) -> Record:
    """Read one document whole: PDF, XLSX or CSV, told apart by their first bytes, not their name.

    Raises UnreadableDocument when the file is no record, is damaged, or cannot be read whole.
    """
    if not path.is_file():
        raise UnreadableDocument(f"{path}: there is no such file. Check the path.")
    with path.open("rb") as file:
        start = file.read(1024)
    if not start:
        raise UnreadableDocument(f"{path.name}: the file is empty. Fetch it again.")
    size = path.stat().st_size
    if size > _MOST_BYTES:
        most = _MOST_BYTES // 1_000_000
        raise UnreadableDocument(f"{path.name}: {size // 1_000_000} MB is more than a record needs (at most {most} MB); it was not read.")
    if b"%PDF-" in start:
        from lfr.records.pdf import read_pdf

        return read_pdf(path)
    if start.startswith(b"PK\x03\x04"):
        from lfr.records.workbook import read_workbook

        return read_workbook(path)
    from lfr.records.csv_log import read_csv_log

    return read_csv_log(path)

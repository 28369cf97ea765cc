"""CSV files under data/, row by row, each with its line: those that people keep, and the cells that `lfr extract` wrote."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from lfr.errors import BadData, did_you_mean, unseen

EXTRACTED_COLUMNS = ("source_id", "page", "row", "layout")  # and then the printed columns
AS_WRITTEN = "The file was changed by hand: restore it from the repository, or run `lfr extract` on the document again."

_BY_HAND = "Put text with a comma in quotes, and save the file as CSV, UTF-8."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # `lfr extract` refuses them in a document (records/cells.py)
_QUOTED = "printed"  # the column that quotes a cell as printed, whatever it holds


def iter_csv(path: Path, columns: Sequence[str], optional: Collection[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with these columns, each with its line. Raises BadData when the faulty line is reached.

    A file of a release may be older than an `optional` column; a row then has no cell of it.
    """
    if not path.is_file():
        raise BadData(f"{path}: the file is missing. Restore it, or start it with the header {','.join(columns)}.")
    rows = _rows(path, _BY_HAND)
    _, header = next(rows, (1, []))
    for name in header:
        if name not in columns:
            raise BadData(f"{path.name}, line 1: unknown column “{name}”.{did_you_mean(name, columns)}")
    present = [name for name in columns if name in header or name not in optional]
    if header != present:
        raise BadData(f"{path.name}, line 1: the columns must be {','.join(columns)}, in this order.")
    for number, row in rows:
        if row and len(row) != len(present):
            raise BadData(f"{path.name}, line {number}: {len(row)} cells instead of {len(present)}. {_BY_HAND}")
        for name, cell in zip(present, row, strict=False):
            if name != _QUOTED and unseen(cell):
                what = f"{unseen(cell)}, an invisible character that changes what is seen"
                raise BadData(f"{path.name}, line {number}: {name} holds {what}. Take it out.")
        if row:
            yield number, dict(zip(present, row, strict=True))


def iter_extracted(path: Path, needed: Sequence[str] = EXTRACTED_COLUMNS) -> Iterator[dict[str, str]]:
    """The rows of one extracted CSV, every cell as text. Raises BadData for a file that is not as `lfr extract` wrote it."""
    if not path.is_file():
        raise BadData(f"{path.name}: the file is missing from {path.parent.name}/. Restore it from the repository.")
    rows = _rows(path, AS_WRITTEN)
    _, header = next(rows, (1, []))
    for name in needed:
        if header.count(name) != 1:
            raise BadData(f"{path.name}, line 1: the column “{name}” must stand there once. {AS_WRITTEN}")
    for number, row in rows:
        if len(row) != len(header):
            raise BadData(f"{path.name}, line {number}: {len(row)} cells where the header has {len(header)}. {AS_WRITTEN}")
        if _CONTROL.search("".join(row)):
            raise BadData(f"{path.name}, line {number}: holds a control character. {AS_WRITTEN}")
        yield dict(zip(header, row, strict=True))


def _rows(path: Path, advice: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on: a quoted cell may hold line breaks."""
    number = 1
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                yield number, row
                number = reader.line_num + 1
    except csv.Error as error:
        raise BadData(f"{path.name}, line {number}: not a readable CSV ({error}). {advice}") from None
    except UnicodeDecodeError:
        raise BadData(f"{path.name}, line {line_not_utf8(path.read_bytes())}: not UTF-8. {advice}") from None


def line_not_utf8(raw: bytes) -> int:
    """The line of the first byte that is not UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return raw[: error.start].count(b"\n") + 1
    raise AssertionError("the bytes are UTF-8 after all")

"""The text of the files under data/, each fault with its line: CSV that people keep or `lfr extract` wrote, TOML that people keep."""

import csv
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from lfr.errors import BadData, did_you_mean, unseen

EXTRACTED_COLUMNS = ("source_id", "page", "row", "layout")  # and then the printed columns
CODES_COLUMNS = ["source_id", "page", "reference", "text_sha256_16"]
AS_WRITTEN = "The file was changed by hand: restore it from the repository, or run `lfr extract` on the document again."

_BY_HAND = "Put text with a comma in quotes, and save the file as CSV, UTF-8."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # `lfr extract` refuses them in a document (records/layouts.py)
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


def write_csv(path: Path, lines: Iterable[Iterable[object]]) -> None:
    """Write a file of these lines, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    partial.replace(path)


def line_not_utf8(raw: bytes) -> int:
    """The line of the first byte that is not UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return raw[: error.start].count(b"\n") + 1
    raise AssertionError("the bytes are UTF-8 after all")


def parse_toml(path: Path) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The lines of a file and its content. Raises BadData, naming the line."""
    if not path.is_file():
        raise BadData(f"{path.name}: the file is missing from {path.parent.name}/. Restore it from the repository.")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadData(f"{path.name}, line {line_not_utf8(raw)}: not UTF-8. Save the file as UTF-8.") from None
    try:
        content, found = _parsed(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{path.name}: not valid TOML ({error}). Mend that line.") from None
    except RecursionError:
        raise BadData(f"{path.name}: not valid TOML (lists within lists without end). Restore the file from the repository.") from None
    lines = tuple(text.split("\n"))  # as TOML sees lines: no other character ends one
    if found:
        written = re.compile(rf"{chr(int(found[2:], 16))}|\\[uU]0*{found[2:].lstrip('0')}|\\[bfe]", re.I)
        line = next((number for number, one in enumerate(lines, start=1) if written.search(one)), 1)
        raise BadData(f"{path.name}, line {line}: holds {found}, an invisible character that changes what is seen. Take it out.")
    return lines, content


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[dict[str, Any], str]:
    """The content and its first invisible character. Kept, because several stages read the same files; so nobody may change it."""
    content = tomllib.loads(text)
    return content, next((found for value in _texts(content) if (found := unseen(value))), "")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
